/** One sentence of a bar, and whether it held. */
export interface Finding {
  asked: string;
  seen: string;
  held: boolean;
}

/** How often something is tried: in full, and in the short version of `npm test`. */
export interface Count {
  full: number;
  short: number;
  says: string;
}

/**
 * A bar of the house that is tried by breaking things on purpose. `run` starts everything it needs and ends it again;
 * it throws only where it could not be tried at all.
 */
export interface Bar {
  /** `Q4` */
  id: string;
  title: string;
  /** By the flag that sets it. */
  counts: Readonly<Record<string, Count>>;
  run(counts: Readonly<Record<string, number>>): Promise<readonly Finding[]>;
}

/** A bar whose `run` gets exactly the counts that it names. */
export function barOf<N extends string>(bar: {
  id: string;
  title: string;
  counts: Readonly<Record<N, Count>>;
  run(counts: Readonly<Record<N, number>>): Promise<readonly Finding[]>;
}): Bar {
  return bar;
}

export function countsOf(bar: Bar, which: 'full' | 'short'): Record<string, number> {
  return Object.fromEntries(Object.entries(bar.counts).map(([flag, count]) => [flag, count[which]]));
}

/** Something that must not happen, by how often it did. */
export function none(asked: string, found: readonly unknown[] | number, of: string): Finding {
  const count = typeof found === 'number' ? found : found.length;
  const first = typeof found === 'number' || found[0] === undefined ? '' : `; first: ${String(found[0])}`;
  return { asked, seen: `${count} of ${of}${first}`, held: count === 0 };
}

/** A time that must not be passed. */
export function within(asked: string, ms: readonly number[], mostMs: number): Finding {
  const slowest = ms.length === 0 ? Number.NaN : Math.max(...ms);
  const shown = slowest < 1_000 ? `${Math.round(slowest)} ms` : `${(slowest / 1_000).toFixed(1)} s`;
  return { asked, seen: `slowest ${shown} of ${ms.length}`, held: slowest <= mostMs };
}
