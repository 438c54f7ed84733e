const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** A moment as a document names it: the date and the time where the reader is. */
export function Moment({ iso }: { iso: string }) {
  return (
    <time dateTime={iso} title={iso} className="tabular-nums">
      {exact.format(new Date(iso))}
    </time>
  );
}
