import type { JsonValue } from '@agent-factory/spec';
import { describe, expect, it } from 'vitest';
import { compileEdges, nextNodes } from './next-nodes.ts';

const loop = compileEdges([
  { from: 'START', to: 'research' },
  { from: 'research', to: 'check' },
  { from: 'check', to: 'research', when: '!state.check.ok', atMost: 2 },
  { from: 'check', to: 'write', when: 'state.check.ok' },
  { from: 'write', to: 'END' },
]);
const at = (state: JsonValue = {}) => ({ input: { query: 'x', fast: true }, state });

describe('nextNodes', () => {
  it('begins where START leads', () => {
    expect(nextNodes(loop, ['START'], [], at())).toEqual({
      ok: true,
      due: [{ node: 'research', by: [0] }],
      taken: [1, 0, 0, 0, 0],
      ended: [],
    });
  });

  it('follows the condition that holds, and counts', () => {
    const next = nextNodes(loop, ['check'], [1, 1, 1, 0, 0], at({ check: { ok: false } }));
    expect(next).toMatchObject({ ok: true, due: [{ node: 'research', by: [2] }], taken: [1, 1, 2, 0, 0] });
    expect(nextNodes(loop, ['check'], [], at({ check: { ok: true } }))).toMatchObject({
      due: [{ node: 'write' }],
    });
  });

  it('says that an edge is used up', () => {
    expect(nextNodes(loop, ['check'], [1, 3, 2, 0, 0], at({ check: { ok: false } }))).toEqual({
      ok: false,
      node: 'check',
      problem: 'No edge leads on from check: the one to research was taken 2 times, which is its atMost.',
      spent: true,
    });
  });

  it('says that a condition cannot be told, instead of not taking the edge', () => {
    expect(nextNodes(loop, ['check'], [], at({ check: 'all fine' }))).toMatchObject({
      ok: false,
      problem: expect.stringContaining(
        'The condition of the edge from check to research (!state.check.ok) cannot be told',
      ),
    });
  });

  it('says that no condition holds', () => {
    const edges = compileEdges([
      { from: 'a', to: 'END', when: 'input.fast == false' },
      { from: 'a', to: 'b', when: 'input.query == "y"' },
    ]);
    expect(nextNodes(edges, ['a'], [], at())).toMatchObject({
      ok: false,
      node: 'a',
      problem: 'No edge leads on from a: none of its conditions holds.',
    });
  });

  it('lets a node that several edges reach at once work once, and knows who has ended', () => {
    const edges = compileEdges([
      { from: 'a', to: 'c' },
      { from: 'b', to: 'c' },
      { from: 'b', to: 'END' },
    ]);
    expect(nextNodes(edges, ['a', 'b'], [], at())).toEqual({
      ok: true,
      due: [{ node: 'c', by: [0, 1] }],
      taken: [1, 1, 1],
      ended: ['b'],
    });
  });
});
