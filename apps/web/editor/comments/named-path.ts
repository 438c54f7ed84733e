type Path = readonly (string | number)[];

/**
 * A path that names the items of lists by their `id` or `name`, where they have one: it leads to the same node after
 * others were put before it. `value` is the spec as it stands.
 */
export function namedPath(value: unknown, path: Path): (string | number)[] {
  let at = value;
  return path.map((part) => {
    const item = inside(at, part);
    const name = typeof part === 'number' ? nameOf(item) : null;
    at = item;
    return name ?? part;
  });
}

/** The path by places that a named one leads to in this spec; null where it leads nowhere. */
export function foundPath(value: unknown, path: Path): (string | number)[] | null {
  let at = value;
  const found: (string | number)[] = [];
  for (const part of path) {
    const place = Array.isArray(at) && typeof part === 'string' ? placeIn(at, part) : part;
    const item = inside(at, place);
    if (item === undefined) return null;
    found.push(place);
    at = item;
  }
  return found;
}

function placeIn(items: readonly unknown[], name: string): number {
  return items.findIndex((item) => nameOf(item) === name);
}

function inside(value: unknown, part: string | number): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.hasOwn(value, part) ? (value as Record<string | number, unknown>)[part] : undefined;
}

function nameOf(item: unknown): string | null {
  for (const key of ['id', 'name']) {
    const name = inside(item, key);
    if (typeof name === 'string' && name !== '') return name;
  }
  return null;
}
