import type { Point } from './lay-out.ts';

/** A line that leaves and arrives level; ways back, of four points, turn round corners. */
export function pathThrough(route: readonly Point[]): string {
  const [first, ...rest] = route;
  if (first === undefined) return '';
  const [second] = rest;
  if (rest.length === 3 && second?.x === first.x && second.y > first.y) return cornered(first, rest);
  let path = `M${first.x} ${first.y}`;
  let from = first;
  for (const to of rest) {
    const bend = (to.x - from.x) / 2;
    path += `C${from.x + bend} ${from.y} ${to.x - bend} ${to.y} ${to.x} ${to.y}`;
    from = to;
  }
  return path;
}

const cornerPx = 8;

function cornered(start: Point, [down, across, end]: readonly Point[]): string {
  if (down === undefined || across === undefined || end === undefined) return '';
  const turn = across.x < down.x ? -cornerPx : cornerPx;
  return [
    `M${start.x} ${start.y}`,
    `V${down.y - cornerPx}`,
    `Q${down.x} ${down.y} ${down.x + turn} ${down.y}`,
    `H${across.x - turn}`,
    `Q${across.x} ${across.y} ${across.x} ${across.y - cornerPx}`,
    `V${end.y}`,
  ].join('');
}
