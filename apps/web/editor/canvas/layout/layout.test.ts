import Elk from 'elkjs/lib/elk.bundled.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canvasGraph } from '../canvas-graph.ts';
import { anchored } from './anchored.ts';
import { elkGraph, placementOf } from './elk-graph.ts';
import { nowhere, type Placement } from './placement.ts';
import { quickLayout } from './quick-layout.ts';
import { sizeOf } from './sizes.ts';

const elk = new Elk();

/** A graph of nodes `n0`, `n1`, …, with ways between pairs of them. */
function graphOf(count: number, pairs: readonly (readonly [number, number])[]) {
  const nodes = Array.from({ length: count }, (_, index) => `  n${index}: { agent: a }`);
  const edges = pairs.map(([from, to]) => `  - { from: ${from < 0 ? 'START' : `n${from}`}, to: n${to} }`);
  const graph = canvasGraph(
    `apiVersion: agentfactory/v1\nkind: Team\nname: x\npattern: graph\nnodes:\n${nodes.join('\n')}\nedges:\n${edges.join('\n')}\n`,
    [],
  );
  if (graph === null) throw new Error('nothing to draw');
  return graph;
}

async function laid(graph: ReturnType<typeof graphOf>, before: Placement): Promise<Placement> {
  return anchored(placementOf(await elk.layout(elkGraph(graph, before.places))), before.places, null);
}

const shapes = fc.integer({ min: 2, max: 9 }).chain((count) =>
  fc.record({
    count: fc.constant(count),
    // Each node hangs on an earlier one, as in specs that people write; a few ways more.
    parents: fc.array(fc.nat(98), { minLength: count, maxLength: count }),
    more: fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 4 }),
    at: fc.nat(count - 1),
  }),
);

describe('layout', () => {
  test('no node lies on another, by either of the two', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, async ({ count, parents, more }) => {
        const graph = graphOf(count, [
          ...parents.map((parent, index) => [index === 0 ? -1 : parent % index, index] as const),
          ...more,
        ]);
        for (const { places } of [await laid(graph, nowhere), quickLayout(graph)]) {
          const boxes = graph.nodes.map((node) => ({
            ...sizeOf(node),
            ...(places.get(node.id) ?? { x: Number.NaN, y: 0 }),
          }));
          for (const [index, a] of boxes.entries()) {
            for (const b of boxes.slice(index + 1)) {
              const isApart =
                a.x + a.width <= b.x ||
                b.x + b.width <= a.x ||
                a.y + a.height <= b.y ||
                b.y + b.height <= a.y;
              expect(isApart).toBe(true);
            }
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  test('one node more shuffles nobody: who stood above whom in a column still does, and the first stays put', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, async ({ count, parents, more, at }) => {
        const pairs = [
          ...parents.map((parent, index) => [index === 0 ? -1 : parent % index, index] as const),
          ...more,
        ];
        const before = await laid(graphOf(count, pairs), nowhere);
        const after = await laid(graphOf(count + 1, [...pairs, [at, count]]), before);
        expect(after.places.get('start')).toEqual(before.places.get('start'));
        const ids = [...before.places.keys()];
        for (const [index, a] of ids.entries()) {
          for (const b of ids.slice(index + 1)) {
            const [a0, b0] = [before.places.get(a), before.places.get(b)];
            const [a1, b1] = [after.places.get(a), after.places.get(b)];
            if (!a0 || !b0 || !a1 || !b1 || a0.x !== b0.x || a1.x !== b1.x) continue;
            expect(Math.sign(a1.y - b1.y)).toBe(Math.sign(a0.y - b0.y));
          }
        }
      }),
      { numRuns: 25 },
    );
  });
});
