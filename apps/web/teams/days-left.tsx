const dayMs = 86_400_000;
const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** How long until then, in days, with the exact time on hover: `in 6 days`, `within a day`. */
export function DaysLeft({ iso }: { iso: string }) {
  const days = Math.ceil((Date.parse(iso) - Date.now()) / dayMs);
  return (
    <time dateTime={iso} title={exact.format(new Date(iso))}>
      {days <= 1 ? 'within a day' : `in ${days} days`}
    </time>
  );
}
