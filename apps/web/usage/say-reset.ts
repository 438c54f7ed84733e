const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' });
const moment = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** `1 December`; with the time of day where a period does not begin at midnight. All in UTC. */
export function sayReset(resetsAt: string): string {
  const at = new Date(resetsAt);
  return (at.getTime() % 86_400_000 === 0 ? day : moment).format(at);
}

/** `in 9 days`, `in 5 hours`, `within the hour`. */
export function sayUntil(resetsAt: string, now: number): string {
  const hours = Math.floor((new Date(resetsAt).getTime() - now) / 3_600_000);
  if (hours < 1) return 'within the hour';
  if (hours < 48) return `in ${hours} ${hours === 1 ? 'hour' : 'hours'}`;
  return `in ${Math.floor(hours / 24)} days`;
}
