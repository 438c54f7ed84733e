import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type LayoutNode, layOut } from './lay-out.ts';

const graphs = fc
  .integer({ min: 1, max: 12 })
  .chain((count) =>
    fc.tuple(
      fc.constant(
        Array.from(
          { length: count },
          (_, index): LayoutNode => ({ id: `n${index}`, width: 100, height: 40 }),
        ),
      ),
      fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 30 }),
    ),
  )
  .map(([nodes, pairs]) => ({
    nodes,
    edges: pairs.map(([from, to]) => ({ from: `n${from}`, to: `n${to}` })),
  }));

test('every node has a place inside the drawing, and none lies on another', () => {
  fc.assert(
    fc.property(graphs, ({ nodes, edges }) => {
      const { places, width, height } = layOut(nodes, edges);
      const boxes = nodes.map(({ id }) => places.get(id) ?? { x: Number.NaN, y: Number.NaN });
      for (const [index, { x, y }] of boxes.entries()) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(x + 100).toBeLessThanOrEqual(width);
        expect(y + 40).toBeLessThanOrEqual(height);
        for (const other of boxes.slice(index + 1)) {
          expect(Math.abs(x - other.x) >= 100 || Math.abs(y - other.y) >= 40).toBe(true);
        }
      }
    }),
  );
});

test('without cycles every way leads to the right', () => {
  fc.assert(
    fc.property(graphs, ({ nodes, edges }) => {
      const number = (id: string) => Number(id.slice(1));
      const forward = edges.filter(({ from, to }) => number(from) < number(to));
      const { places } = layOut(nodes, forward);
      for (const { from, to } of forward) {
        expect((places.get(from)?.x ?? 0) + 100).toBeLessThan(places.get(to)?.x ?? 0);
      }
    }),
  );
});

test('every way has a route from its node to its node, and a way to nowhere has none', () => {
  fc.assert(
    fc.property(graphs, ({ nodes, edges }) => {
      const { routes } = layOut(nodes, [...edges, { from: 'n0', to: 'nowhere' }]);
      expect(routes.at(-1)).toEqual([]);
      for (const route of routes.slice(0, -1)) expect(route.length).toBeGreaterThanOrEqual(2);
    }),
  );
});

test('of a loop the way back is cut, and the end stands behind everything', () => {
  const node = (id: string, last = false): LayoutNode => ({ id, width: 100, height: 40, last });
  const { places } = layOut(
    [node('start'), node('read'), node('find'), node('check'), node('end', true)],
    [
      { from: 'start', to: 'read' },
      { from: 'start', to: 'find' },
      { from: 'read', to: 'check' },
      { from: 'find', to: 'check' },
      { from: 'check', to: 'find' },
      { from: 'start', to: 'end' },
    ],
  );
  const x = (id: string) => places.get(id)?.x ?? Number.NaN;
  expect(x('find')).toBe(x('read'));
  expect(x('check')).toBeGreaterThan(x('find'));
  expect(x('end')).toBeGreaterThan(x('check'));
});

test('words on a way to the right have their room between two columns', () => {
  const room = fc.integer({ min: 0, max: 300 });
  fc.assert(
    fc.property(graphs, room, ({ nodes, edges }, wide) => {
      const forward = edges.filter(
        ({ from, to }) => from !== to && Number(from.slice(1)) < Number(to.slice(1)),
      );
      const { places } = layOut(
        nodes,
        forward.map((edge) => ({ ...edge, room: wide })),
      );
      for (const { from, to } of forward) {
        const [left, right] = [places.get(from)?.x ?? Number.NaN, places.get(to)?.x ?? Number.NaN];
        expect(right - left - 100).toBeGreaterThanOrEqual(wide);
      }
    }),
  );
});
