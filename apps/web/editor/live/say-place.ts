/** A path of the spec as it is read aloud: `["tools", 2]` is "tools › no. 3". */
export function sayPlace(path: readonly (string | number)[]): string {
  if (path.length === 0) return 'the whole spec';
  return path.map((part) => (typeof part === 'number' ? `no. ${part + 1}` : part)).join(' › ');
}
