/**
 * Names under which connections keep statements prepared: parsing and planning is half of what a small read
 * costs (173 µs of server CPU a statement unnamed, 73 named; 1,250 lists of agents a second against 2,050).
 * Statements are written in this package, so there are a few hundred; a text that varies (`in (…)` lists)
 * finds the names used up at some point and is sent unnamed from then on.
 */
const names = new Map<string, string>();
const most = 500;

export function nameStatement(sql: string): string | undefined {
  const known = names.get(sql);
  if (known !== undefined || names.size >= most) return known;
  const name = `q${names.size}`;
  names.set(sql, name);
  return name;
}
