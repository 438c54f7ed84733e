// Reading of answers that nobody guarantees: a field is what it should be, or it is not there.

export function fieldOf(value: unknown, ...path: readonly (string | number)[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = Reflect.get(at, key);
  }
  return at;
}

export function textOf(value: unknown, ...path: readonly (string | number)[]): string | null {
  const found = fieldOf(value, ...path);
  return typeof found === 'string' ? found : null;
}

export function numberOf(value: unknown, ...path: readonly (string | number)[]): number | null {
  const found = fieldOf(value, ...path);
  return typeof found === 'number' ? found : null;
}

export function listOf(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const found = fieldOf(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** The start of a long text. */
export function startOf(text: string | null, characters: number): string | null {
  return text === null || text.length <= characters ? text : `${text.slice(0, characters)}…`;
}
