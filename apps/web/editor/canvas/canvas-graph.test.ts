import { parseSpec } from '@agent-factory/spec';
import { describe, expect, test } from 'vitest';
import { canvasGraph } from './canvas-graph.ts';
import { keepSame } from './keep-same.ts';
import { spokenEdge, spokenNode } from './node-words.ts';

const agent = (front: string) =>
  `---\napiVersion: agentfactory/v1\nkind: Agent\nname: probe\n${front}\n---\nAnswer.\n`;
const team = (front: string) => `apiVersion: agentfactory/v1\nkind: Team\nname: probe\n${front}\n`;

function drawn(text: string) {
  const graph = canvasGraph(text, parseSpec(text).diagnostics);
  if (graph === null) throw new Error('nothing to draw');
  return graph;
}
const ways = (text: string) =>
  drawn(text).edges.map(({ source, target, kind }) => `${source}>${target} ${kind}`);

const rules = `invariants:
  - { id: a, says: Short., at: [input, output], check: { maxLength: 90 }, otherwise: warn }
  - { id: b, says: Few calls., at: tool_call, check: { maxCalls: 2 } }
  - { id: c, says: No cards., at: tool_result, check: { noPii: card } }`;

describe('canvasGraph', () => {
  test('an agent stands between its gates, and its calls go through theirs', () => {
    expect(ways(agent(`tools: [calculator, current_time]\napprovals: [calculator]\n${rules}`))).toEqual([
      'gate:input>agent guards',
      'agent>gate:output guards',
      'agent>gate:tool_call guards',
      'gate:tool_call>gate:tool_result guards',
      'gate:tool_result>tool:calculator uses',
      'gate:tool_result>tool:current_time uses',
      'gate:tool_result>approval:calculator asks',
      'approval:calculator>tool:calculator uses',
    ]);
  });

  test('a team has its gates behind the start and before the end; edges keep their ends in the spec', () => {
    const text = team(`pattern: sequence\nmembers: [one, two]\n${rules}`);
    expect(ways(text)).toEqual([
      'start>gate:input guards',
      'gate:output>end guards',
      'gate:input>member:one next',
      'member:one>member:two next',
      'member:two>gate:output next',
    ]);
    expect(drawn(text).edges.find(({ target }) => target === 'member:one')?.from).toBe('start');
  });

  test.each([
    ['router', 'members: [a, b]\ndefault: a', ['member:a', 'member:b']],
    ['parallel', 'members: [a, b]', ['member:a', 'member:b']],
    ['supervisor', 'supervisor: s\nmembers: [a, b]', ['member:a', 'member:b']],
    ['sequence', 'members: [a, b]', []],
  ])('of a %s those who belong together stand in one frame', (pattern, front, nodes) => {
    const { groups } = drawn(team(`pattern: ${pattern}\n${front}`));
    expect(groups.flatMap((group) => group.nodes)).toEqual(nodes);
  });

  test('a problem is marked where it is declared, and on the agent where nothing else is drawn of it', () => {
    const graph = drawn(agent('tools: [calculator, calcluator]\nlimits: { maxStepz: 3 }'));
    const marked = graph.nodes.filter(({ problems }) => problems.length > 0).map(({ id }) => id);
    expect(marked).toEqual(['agent', 'tool:calcluator']);
    const tool = graph.nodes.find(({ id }) => id === 'tool:calcluator');
    expect(tool && spokenNode(tool, graph, undefined, undefined)).toMatch(/1 problem: .*calcluator/);
  });

  test('a broken condition is marked on its edge', () => {
    const graph = drawn(
      team(
        'pattern: graph\nnodes: { a: { agent: one }, b: { agent: two } }\nedges:\n  - { from: START, to: a }\n  - { from: a, to: b, when: "state.a. >" }\n  - { from: b, to: END }',
      ),
    );
    const edge = graph.edges.find(({ problems }) => problems.length > 0);
    expect(edge?.id).toBe('edge:node:a>node:b');
    expect(edge && spokenEdge(edge, graph)).toMatch(/^From a to b, state\.a\. >, 1 problem/);
  });

  test('a node is said with what it is, what it can do, and whom it hangs on', () => {
    const graph = drawn(agent('tools: [calculator]'));
    const tool = graph.nodes.find(({ id }) => id === 'tool:calculator');
    expect(tool && spokenNode(tool, graph, undefined, undefined)).toBe(
      'Calculator, tool, reads, connected from probe',
    );
  });

  test('what says the same stays the very same, whatever is typed above it', () => {
    const text = team('pattern: sequence\nmembers: [one, two]');
    const before = drawn(text);
    expect(keepSame(before, drawn(`# a comment\n${text}`))).toBe(before);
    const after = keepSame(before, drawn(text.replace('two', 'three')));
    expect(after.nodes.find(({ id }) => id === 'member:one')).toBe(
      before.nodes.find(({ id }) => id === 'member:one'),
    );
  });
});
