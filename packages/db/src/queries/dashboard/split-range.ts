/** From when until before when. */
export interface Span {
  from: Date;
  to: Date;
}

/** A stretch of a span that is read in one way: as cells of a level, or (0) from the runs themselves. */
export interface Piece {
  /** Which span it is of, from 0. */
  span: number;
  level: 0 | 1 | 2 | 3;
  from: Date;
  to: Date;
}

/** How long a cell of each level is, in milliseconds; all begin at midnight in UTC. */
const widths = { 1: 1_800_000, 2: 21_600_000, 3: 86_400_000 } as const;

/**
 * Each span as the longest cells that lie in it, from `finest` on, and the runs at its ends that no cell holds alone. The
 * pieces of a span follow one another without gap or overlap.
 */
export function splitRange(spans: readonly Span[], finest: 1 | 2): Piece[] {
  return spans.flatMap(({ from, to }, span) =>
    split(from.getTime(), to.getTime(), finest).map((piece) => ({
      span,
      level: piece.level,
      from: new Date(piece.from),
      to: new Date(piece.to),
    })),
  );
}

interface Stretch {
  level: 0 | 1 | 2 | 3;
  from: number;
  to: number;
}

function split(from: number, to: number, level: 1 | 2 | 3, around: 0 | 1 | 2 = 0): Stretch[] {
  if (from >= to) return [];
  const width = widths[level];
  const [first, last] = [Math.ceil(from / width) * width, Math.floor(to / width) * width];
  // Too short to hold one of these: then none that is longer either.
  if (first >= last) return [{ level: around, from, to }];
  const inner: Stretch[] =
    level === 3 ? [{ level, from: first, to: last }] : split(first, last, level === 1 ? 2 : 3, level);
  const ends: Stretch[] = [
    { level: around, from, to: first },
    { level: around, from: last, to },
  ];
  const [before, after] = ends.map((end) => (end.from < end.to ? [end] : []));
  return [...(before ?? []), ...inner, ...(after ?? [])];
}
