import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CanvasEdge } from './canvas-graph.ts';
import { along, nearest } from './neighbours.ts';

const at = (entries: Record<string, [number, number]>) =>
  new Map(Object.entries(entries).map(([id, [x, y]]) => [id, { x, y }]));
const way = (source: string, target: string) => ({ source, target }) as CanvasEdge;
const places = at({
  start: [0, 100],
  a: [100, 0],
  b: [100, 100],
  c: [100, 200],
  end: [200, 100],
  alone: [100, 400],
});
const edges = [
  way('start', 'a'),
  way('start', 'b'),
  way('start', 'c'),
  way('a', 'end'),
  way('b', 'end'),
  way('c', 'end'),
];

describe('arrow keys', () => {
  test('lead along the ways, straight on first, and back to where one came from', () => {
    expect(along({ edges }, places, 'start', 'right', null)).toBe('b');
    expect(along({ edges }, places, 'a', 'right', 'start')).toBe('end');
    expect(along({ edges }, places, 'end', 'left', 'a')).toBe('a');
    expect(along({ edges }, places, 'end', 'left', null)).toBe('b');
  });

  test('lead up and down among those of one hub, then to whatever is there', () => {
    expect(along({ edges }, places, 'a', 'down', null)).toBe('b');
    expect(along({ edges }, places, 'b', 'up', null)).toBe('a');
    expect(along({ edges }, places, 'c', 'down', null)).toBe('alone');
    expect(along({ edges }, places, 'alone', 'up', null)).toBe('c');
    expect(along({ edges }, places, 'alone', 'down', null)).toBeNull();
  });

  test('never stay and never lead backwards', () => {
    const points = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })), {
      minLength: 1,
      maxLength: 12,
      selector: String,
    });
    fc.assert(
      fc.property(points, (list) => {
        const middles = at(
          Object.fromEntries(list.map(([x, y], index) => [`n${index}`, [x * 100, y * 100]])),
        );
        for (const [id, from] of middles) {
          const right = middles.get(nearest(middles, id, 'right') ?? '');
          const up = middles.get(nearest(middles, id, 'up') ?? '');
          expect(right === undefined || right.x > from.x).toBe(true);
          expect(up === undefined || up.y < from.y).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});
