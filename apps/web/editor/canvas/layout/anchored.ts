import type { Point } from '../../../runs/graph/lay-out.ts';
import type { Placement } from './placement.ts';

/** The placement, moved as a whole so that a node which stood somewhere before still stands there. */
export function anchored(
  placement: Placement,
  before: ReadonlyMap<string, Point>,
  anchor: string | null,
): Placement {
  const known = anchor !== null && before.has(anchor) && placement.places.has(anchor) ? anchor : null;
  const id = known ?? [...placement.places.keys()].find((each) => before.has(each));
  const was = id === undefined ? undefined : before.get(id);
  const is = id === undefined ? undefined : placement.places.get(id);
  if (was === undefined || is === undefined) return placement;
  const by = { x: was.x - is.x, y: was.y - is.y };
  if (by.x === 0 && by.y === 0) return placement;
  const moved = ({ x, y }: Point): Point => ({ x: x + by.x, y: y + by.y });
  return {
    // The sum of a place and a difference to it may miss it by the last bit.
    places: new Map([...placement.places].map(([each, point]) => [each, each === id ? was : moved(point)])),
    routes: new Map(
      [...placement.routes].map(([each, route]) => [
        each,
        { ...route, points: route.points.map(moved), label: route.label && moved(route.label) },
      ]),
    ),
  };
}
