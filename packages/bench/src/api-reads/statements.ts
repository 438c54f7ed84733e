import { queryAsAdmin } from '@agent-factory/db/testing';

/** Counts from here on. */
export async function forgetStatements(adminUrl: string): Promise<void> {
  await queryAsAdmin(adminUrl, 'create extension if not exists pg_stat_statements');
  await queryAsAdmin(adminUrl, 'select pg_stat_statements_reset()');
}

/** What Postgres was busy with, by calls × time. */
export async function busiestStatements(adminUrl: string): Promise<string> {
  const rows = await queryAsAdmin<{ query: string; calls: number; mean: number; share: number }>(
    adminUrl,
    `select query, calls::float8, mean_exec_time as mean,
      100 * total_exec_time / sum(total_exec_time) over () as share
    from pg_stat_statements order by total_exec_time desc limit 25`,
  );
  return rows
    .map(({ query, calls, mean, share }) => {
      const text = query.replaceAll(/\s+/g, ' ').slice(0, 140);
      return `${share.toFixed(1).padStart(5)} % ${String(calls).padStart(7)} × ${mean.toFixed(3)} ms  ${text}`;
    })
    .join('\n');
}
