/** Sums by key, in the order in which the keys first came up. */
export interface Groups<K extends readonly (string | null)[], V extends object> {
  /** The sum under this key; a new one begins as `start` says. */
  of(key: K): V;
  all(): V[];
}

export function createGroups<K extends readonly (string | null)[], V extends object>(
  start: (key: K) => V,
): Groups<K, V> {
  const sums = new Map<string, V>();
  return {
    of(key) {
      const name = JSON.stringify(key);
      const known = sums.get(name);
      if (known !== undefined) return known;
      const fresh = start(key);
      sums.set(name, fresh);
      return fresh;
    },
    all: () => [...sums.values()],
  };
}
