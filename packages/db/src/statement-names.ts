/**
 * Names under which connections keep statements prepared: parsing and planning is half of what a small read
 * costs (173 µs of server CPU a statement unnamed, 73 named; 1,250 lists of agents a second against 2,050).
 * Statements are written in this package, so there are a few hundred; a text that varies (`in (…)` lists)
 * finds the names used up at some point and is sent unnamed from then on.
 *
 * Each role has names of its own: the policies of a role are part of a plan, so that Postgres plans a statement anew
 * each time that it comes from another role than the last time on that connection (docs/decisions/0333).
 */
const names = new Map<string, Map<string, string>>();
const most = 800;
let given = 0;

export function nameStatement(role: string, sql: string): string | undefined {
  let ofRole = names.get(role);
  if (ofRole === undefined) {
    ofRole = new Map();
    names.set(role, ofRole);
  }
  const known = ofRole.get(sql);
  if (known !== undefined || given >= most) return known;
  const name = `q${given++}`;
  ofRole.set(sql, name);
  return name;
}
