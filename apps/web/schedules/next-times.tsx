import { timeInZone } from './time-in-zone.ts';

/** When something is due, by the clocks of its zone. */
export function NextTimes({ times, timeZone }: { times: readonly string[]; timeZone: string }) {
  return (
    <ol
      aria-label={`Next times in ${timeZone}`}
      className="flex flex-wrap gap-x-3 gap-y-1 text-xs tabular-nums"
    >
      {times.map((time, index) => (
        <li key={time} className={index === 0 ? 'font-medium' : 'text-muted'}>
          <time dateTime={time} title={time}>
            {timeInZone(time, timeZone)}
          </time>
        </li>
      ))}
    </ol>
  );
}
