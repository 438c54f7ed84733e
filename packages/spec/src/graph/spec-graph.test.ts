import { describe, expect, test } from 'vitest';
import { editSpec } from '../edit/edit-spec.ts';
import { agentText, teamText } from '../testing/marked.ts';
import { specGraph } from './spec-graph.ts';

/** `from>to` of every edge, with its kind and label. */
function edgesOf(text: string): string[] {
  return (specGraph(text)?.edges ?? []).map(({ from, to, kind, label, atMost }) =>
    [`${from}>${to}`, kind, label, atMost].filter((part) => part !== null).join(' '),
  );
}

describe('specGraph', () => {
  test('an agent, its tools, and people where a call waits for them', () => {
    const text = agentText(
      'tools:\n  - calculator\n  - agent: fact-checker\n  - mcp: { url: "https://mcp.example.com/mcp", allow: [search, repos/get] }\napprovals: [repos_get]',
    );
    expect(edgesOf(text)).toEqual([
      'agent>tool:calculator uses',
      'agent>tool:agent:fact-checker uses',
      'agent>tool:mcp:https://mcp.example.com/mcp uses',
      'agent>approval:repos_get asks',
      'approval:repos_get>tool:mcp:https://mcp.example.com/mcp uses repos_get',
    ]);
    const source = specGraph(text)?.nodes.find(({ id }) => id === 'tool:mcp:https://mcp.example.com/mcp');
    expect(source).toMatchObject({ tools: ['search', 'repos_get'], path: ['tools', 2] });
    const { start, end } = source?.range ?? { start: { offset: 0 }, end: { offset: 0 } };
    expect(text.slice(start.offset, end.offset)).toBe(
      'mcp: { url: "https://mcp.example.com/mcp", allow: [search, repos/get] }',
    );
  });

  test('gates stand at the boundaries that have rules, each with its own', () => {
    const text = agentText(
      'tools: [calculator]\ninvariants:\n  - { id: a, says: A., at: [output, input], check: { maxLength: 9 }, otherwise: warn }\n  - { id: b, says: B., check: { maxCalls: 2 } }\n  - { id: c, says: C., check: { requireTool: calculator } }\n  - nonsense',
    );
    const gates = specGraph(text)?.nodes.filter(({ kind }) => kind === 'gate') ?? [];
    expect(
      gates.map(({ id, rules }) => [id, ...rules.map((rule) => `${rule.id} ${rule.otherwise}`)]),
    ).toEqual([
      ['gate:input', 'a warn'],
      ['gate:tool_call', 'b block'],
      ['gate:output', 'a warn', 'c block'],
    ]);
    expect(gates[1]?.path).toEqual(['invariants', 1]);
  });

  test.each([
    [
      'pattern: router\nmembers: [{ agent: a, keywords: [x, y] }, b]\ndefault: b',
      [
        'start>router next',
        'router>member:a routes x, y',
        'member:a>end next',
        'router>member:b fallback',
        'member:b>end next',
      ],
    ],
    [
      'pattern: sequence\nmembers: [a, b, a]',
      ['start>member:a next', 'member:a>member:b next', 'member:b>member:a#2 next', 'member:a#2>end next'],
    ],
    [
      'pattern: parallel\nmembers: [a, b]\nmerge: c',
      [
        'start>member:a next',
        'member:a>merge next',
        'start>member:b next',
        'member:b>merge next',
        'merge>end next',
      ],
    ],
    [
      'pattern: parallel\nmembers: [a, b]',
      ['start>member:a next', 'member:a>end next', 'start>member:b next', 'member:b>end next'],
    ],
    [
      'pattern: supervisor\nsupervisor: s\nmembers: [a]',
      ['start>supervisor next', 'supervisor>member:a delegates', 'supervisor>end next'],
    ],
    [
      'pattern: plan-execute\nplanner: p\nexecutor: e',
      ['start>planner next', 'planner>executor next', 'executor>end next'],
    ],
    [
      'pattern: graph\nnodes: { one: { agent: a }, two: { agent: b } }\nedges:\n  - { from: START, to: one }\n  - { from: one, to: two, when: state.one.ok }\n  - { from: one, to: two, when: "!state.one.ok", atMost: 2 }\n  - { from: two, to: END }',
      [
        'start>node:one next',
        'node:one>node:two next state.one.ok',
        'node:one>node:two next !state.one.ok 2',
        'node:two>end next',
      ],
    ],
  ])('a team: %s', (front, edges) => {
    expect(edgesOf(teamText(front))).toEqual(edges);
  });

  test('ids stay while other things are edited, moved and reordered', () => {
    const text = teamText('pattern: sequence\nmembers:\n  - a\n  - b\n  - agent: c');
    const ids = (each: string) => (specGraph(each)?.nodes ?? []).map(({ id }) => id).toSorted();
    const moved = editSpec(text, [
      { type: 'moveMember', from: 2, to: 0 },
      { type: 'set', path: ['title'], value: 'Other' },
    ]);
    expect(moved.ok && ids(moved.text)).toEqual(ids(text));
  });

  test('draws what there is while something else is broken, and nothing of nothing', () => {
    expect(edgesOf(teamText('pattern: sequence\nmembers: [a]\ntitle: "no end'))).toContain(
      'start>member:a next',
    );
    expect(specGraph('')?.nodes).toHaveLength(1);
    expect(specGraph('just words')).toBeNull();
    expect(specGraph(`a: ${'['.repeat(10_000)}`)).toBeNull();
  });
});
