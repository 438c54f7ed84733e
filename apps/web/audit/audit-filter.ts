/** What of the log is shown; each part stands in the address under its own name. */
export interface AuditFilter {
  actor?: string;
  action?: string;
  name?: string;
  target?: string;
  /** Days, in the reader's own time zone: `2026-11-21`. */
  from?: string;
  to?: string;
}

export const filterNames = ['actor', 'action', 'name', 'target', 'from', 'to'] as const;
const day = /^\d{4}-\d{2}-\d{2}$/;

export function readFilter(search: { get(name: string): string | null }): AuditFilter {
  const filter: AuditFilter = {};
  for (const name of filterNames) {
    const value = search.get(name);
    if (value === null || value === '' || value.length > 300) continue;
    if ((name === 'from' || name === 'to') && !(day.test(value) && !Number.isNaN(Date.parse(value))))
      continue;
    filter[name] = value;
  }
  return filter;
}

/** As the API asks for it: moments in place of days, the last of which counts whole. */
export function apiFilter({ from, to, ...rest }: AuditFilter): AuditFilter {
  return {
    ...rest,
    ...(from === undefined ? {} : { from: startOf(from, 0) }),
    ...(to === undefined ? {} : { to: startOf(to, 1) }),
  };
}

function startOf(text: string, daysLater: number): string {
  const [year = 0, month = 1, date = 1] = text.split('-').map(Number);
  return new Date(year, month - 1, date + daysLater).toISOString();
}
