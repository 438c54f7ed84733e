import { readdirSync, readFileSync } from 'node:fs';

/** CPU time so far of a Postgres server and its processes, those that have ended too, in microseconds. */
export function postgresCpuUs(postmaster: number): number {
  let ticks = 0;
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = statOf(entry);
    // After the name: state, parent, …; user and system time in ticks of 10 ms.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (Number(fields[1]) === postmaster) ticks += Number(fields[11]) + Number(fields[12]);
    // Its own, and that of the processes that it has seen the end of.
    if (entry === String(postmaster)) for (const field of fields.slice(11, 15)) ticks += Number(field);
  }
  return ticks * 10_000;
}

/** Empty for a process that has gone meanwhile. */
function statOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return '';
  }
}
