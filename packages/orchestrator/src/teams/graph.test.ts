import type { TeamEdge } from '@agent-factory/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastSaid, memberOf, standWith, teamOf } from '../testing/team-stand.ts';

const limits = { maxCostUsd: 1, maxSteps: 200, maxSeconds: 600, maxOutputTokens: 100 };
const names = ['n0', 'n1', 'n2', 'n3', 'n4'];

/** Edges of any shape; those that lead back say how often. */
const edgesOf = (size: number) => {
  const place = fc.nat(size);
  const edge = fc.record({
    from: place,
    to: place,
    when: fc.constantFrom(undefined, 'yes', 'no', 'input.fast == true'),
    atMost: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
  });
  return fc.array(edge, { minLength: size, maxLength: 3 * size }).map((list): TeamEdge[] => [
    { from: 'START', to: 'n0' },
    ...list.flatMap(({ from, to, when, atMost }): TeamEdge[] => {
      if (from === size) return [];
      const end = to === size;
      const source = `n${from}`;
      const bound = atMost ?? (to <= from ? 2 : undefined);
      return [
        {
          from: source,
          to: end ? 'END' : `n${to}`,
          ...(when === undefined
            ? {}
            : { when: when === 'yes' || when === 'no' ? `state.${source} == "${when}"` : when }),
          ...(bound === undefined || end ? {} : { atMost: bound }),
        },
      ];
    }),
  ]);
};

describe('any graph', () => {
  it('comes to an end, takes no edge more often than it may, and works at a node only where an edge has led', async () => {
    const graphs = fc
      .integer({ min: 1, max: names.length })
      .chain((size) => fc.record({ size: fc.constant(size), edges: edgesOf(size), seed: fc.nat() }));
    await fc.assert(
      fc.asyncProperty(graphs, async ({ size, edges, seed }) => {
        const stand = standWith([memberOf('w')], (_, request) => ({
          text: (lastSaid(request).length * 7 + seed) % 3 === 0 ? 'no' : 'yes',
        }));
        const nodes = Object.fromEntries(names.slice(0, size).map((name) => [name, { agent: 'w' }]));
        const outcome = await stand.run(teamOf('graph', { nodes, edges }, { limits }), {
          query: 'go',
          fast: seed % 2 === 0,
        });
        const { status, error } = outcome;
        if (status !== 'succeeded') {
          expect(['limit_exceeded', 'invalid_output']).toContain(error?.code);
          expect(error?.message).toMatch(/No edge leads on from n\d|limits\.maxSteps/);
        }
        const visits = new Map<string, number>();
        for (const event of stand.of('member')) {
          if (event.state !== 'started') continue;
          const { member, visit, note } = event;
          expect(visit).toBe((visits.get(member) ?? 0) + 1);
          visits.set(member, visit);
          const reasons = note?.split('; ') ?? [];
          if (reasons.length === 0) expect([member, visit]).toEqual(['n0', 1]);
          for (const reason of reasons) {
            const [, from = ''] = /^after (n\d)/.exec(reason) ?? [];
            expect(edges.some((edge) => edge.from === from && edge.to === member)).toBe(true);
            expect(visits.has(from)).toBe(true);
            const [, times = '0', most = '0'] = /\((\d+) of (\d+)\)$/.exec(reason) ?? [];
            expect(Number(times)).toBeLessThanOrEqual(Number(most));
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('that leads straight to END gives back what was asked', async () => {
    const stand = standWith([memberOf('w')], () => ({ text: 'worked' }));
    const team = teamOf('graph', {
      nodes: { a: { agent: 'w' } },
      edges: [
        { from: 'START', to: 'END', when: 'size(input.query) < 3' },
        { from: 'START', to: 'a', when: 'size(input.query) >= 3' },
        { from: 'a', to: 'END' },
      ],
    });
    expect((await stand.run(team, { query: 'hi' })).output).toEqual({ query: 'hi' });
    expect((await stand.run(team, { query: 'hello' })).output).toBe('worked');
    expect(stand.model.requests).toHaveLength(1);
  });
});
