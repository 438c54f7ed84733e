/** A moment as the clocks of a zone, or of the reader, show it: `Mon 23 Nov, 09:00`. */
export function timeInZone(iso: string, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })
    .format(new Date(iso))
    .replace(' at ', ', ');
}
