import type { Point } from '../../runs/graph/lay-out.ts';
import type { CanvasGraph } from './canvas-graph.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

/** Where nodes stand, by their middles. */
export type Middles = ReadonlyMap<string, Point>;

/**
 * The node that an arrow key leads to: right and left along edges, up and down among those that come from or lead to
 * the same node; where no edge says, the nearest in that direction. `before` is where one came from: back leads there.
 */
export function along(
  { edges }: Pick<CanvasGraph, 'edges'>,
  middles: Middles,
  id: string,
  direction: Direction,
  before: string | null,
): string | null {
  if (direction === 'right' || direction === 'left') {
    const ways = edges.flatMap(({ source, target }) =>
      direction === 'right' ? (source === id ? [target] : []) : target === id ? [source] : [],
    );
    const others = ways.filter((way) => way !== id);
    if (before !== null && others.includes(before)) return before;
    // The straightest way on.
    return closest(others, middles, id) ?? nearest(middles, id, direction);
  }
  const around = edges.flatMap(({ source, target }) => {
    if (source !== id && target !== id) return [];
    const hub = source === id ? target : source;
    return edges.flatMap((edge) =>
      source === id ? (edge.target === hub ? [edge.source] : []) : edge.source === hub ? [edge.target] : [],
    );
  });
  const middle = middles.get(id);
  const beside = [...new Set(around)].filter((each) => {
    const at = middles.get(each);
    return each !== id && at && middle && (direction === 'down' ? at.y > middle.y : at.y < middle.y);
  });
  return closest(beside, middles, id) ?? nearest(middles, id, direction);
}

/** The nearest node in a direction, those straight ahead before those aside; null at the rim. */
export function nearest(middles: Middles, id: string, direction: Direction): string | null {
  const from = middles.get(id);
  if (from === undefined) return null;
  let best: { id: string; far: number } | null = null;
  for (const [other, at] of middles) {
    const [x, y] = [at.x - from.x, at.y - from.y];
    const ahead = { right: x, left: -x, down: y, up: -y }[direction];
    if (other === id || ahead <= 1) continue;
    const aside = direction === 'left' || direction === 'right' ? Math.abs(y) : Math.abs(x);
    const far = ahead + 2 * aside;
    if (best === null || far < best.far) best = { id: other, far };
  }
  return best?.id ?? null;
}

function closest(ids: readonly string[], middles: Middles, id: string): string | null {
  const from = middles.get(id);
  let best: { id: string; far: number } | null = null;
  for (const other of ids) {
    const at = middles.get(other);
    if (at === undefined || from === undefined) continue;
    const far = Math.hypot(at.x - from.x, at.y - from.y);
    if (best === null || far < best.far) best = { id: other, far };
  }
  return best?.id ?? null;
}
