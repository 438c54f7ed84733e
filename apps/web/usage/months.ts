const shown = 6;
const label = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** This month and those before it as `2026-11`, newest first, in UTC as the books are kept. */
export function monthChoices(now: Date): string[] {
  return Array.from({ length: shown }, (_, back) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString().slice(0, 7),
  );
}

export function monthLabel(month: string): string {
  return label.format(new Date(`${month}-01T00:00:00Z`));
}
