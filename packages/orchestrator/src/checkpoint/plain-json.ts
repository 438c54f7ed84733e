/**
 * Whether a value survives `JSON.stringify` and `JSON.parse` unchanged: no class instances, no undefined, no
 * NaN, no cycles deeper than any sane state. Such values are stored as they are and never revived.
 */
export function isPlainJson(value: unknown, depth = 0): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value !== 'object' || depth > 200) return false;
  if (Array.isArray(value)) return value.every((item) => isPlainJson(item, depth + 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  if ('toJSON' in value && typeof value.toJSON === 'function') return false;
  return Object.values(value).every((item) => isPlainJson(item, depth + 1));
}
