import {
  applyEdits,
  editSpec,
  type JsonValue,
  parseSpec,
  specContent,
  specToValue,
} from '@agent-factory/spec';
import { arbitrarySpec } from '@agent-factory/spec/testing/arbitrary-spec';
import { authorText } from '@agent-factory/spec/testing/author-text';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CanvasGraph, canvasGraph } from '../canvas-graph.ts';
import { addItem } from './add-item.ts';
import { type CanvasChange, isRefusal, type Refusal } from './change.ts';
import { connectNodes } from './connect-nodes.ts';
import { copyParts } from './copy-parts.ts';
import { moveNode } from './move-node.ts';
import { pasteParts } from './paste-parts.ts';
import { removeParts } from './remove-parts.ts';
import { renameNode } from './rename-node.ts';

const team = (front: string) => `apiVersion: agentfactory/v1\nkind: Team\nname: probe\n${front}\n`;
const graphTeam = team(
  `pattern: graph
nodes:
  one: { agent: a } # the first
  two: { agent: b }
edges:
  - { from: START, to: one }
  - { from: one, to: two, when: state.one.ok } # if it went well
  - { from: two, to: END }`,
);
const sequence = team('pattern: sequence\nmembers:\n  - a\n  - { agent: b } # checks\n  - c');

function drawn(text: string): CanvasGraph {
  const graph = canvasGraph(text, []);
  if (graph === null) throw new Error('nothing to draw');
  return graph;
}

function nodeOf(graph: CanvasGraph, id: string) {
  const node = graph.nodes.find((each) => each.id === id);
  if (node === undefined) throw new Error(`no node ${id}`);
  return node;
}

function valueIn(text: string) {
  return (path: readonly (string | number)[]): JsonValue | undefined =>
    path.reduce<JsonValue | undefined>(
      (value, part) => (typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined),
      specContent(text)?.value,
    );
}

/** The text after a change, which has to be one. */
function made(text: string, change: CanvasChange | Refusal): string {
  if (isRefusal(change)) throw new Error(change.refused);
  const result = editSpec(text, change.operations);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.text;
}
const refused = (change: CanvasChange | Refusal) => (isRefusal(change) ? change.refused : null);

describe('changes on the canvas', () => {
  test('a node is added behind the focused one, with a way to it', () => {
    const graph = drawn(graphTeam);
    const change = addItem(graph, { type: 'agent', name: 'fact-checker' }, nodeOf(graph, 'node:two'));
    const after = made(graphTeam, change);
    expect(after).toContain('  fact_checker: { agent: fact-checker }\n');
    expect(after).toContain('  - { from: two, to: fact_checker }');
    expect(after).toContain('one: { agent: a } # the first');
    expect(drawn(after).nodes.map(({ id }) => id)).toContain('node:fact_checker');
  });

  test('a member is added behind the focused one of a sequence, once more if it is there', () => {
    const graph = drawn(sequence);
    const change = addItem(graph, { type: 'agent', name: 'a' }, nodeOf(graph, 'member:b'));
    const after = made(sequence, change);
    expect(specContent(after)?.value).toMatchObject({ members: ['a', { agent: 'b' }, { agent: 'a' }, 'c'] });
    expect(isRefusal(change) || change.focus).toBe('member:a#2');
  });

  test('ways are drawn, and no way is drawn twice', () => {
    const graph = drawn(graphTeam);
    const [one, two] = [nodeOf(graph, 'node:one'), nodeOf(graph, 'node:two')];
    const after = made(graphTeam, connectNodes(graph, two, one));
    expect(after).toContain('  - { from: two, to: one }');
    expect(refused(connectNodes(drawn(after), two, one))).toMatch(/already/);
    expect(refused(connectNodes(graph, nodeOf(graph, 'end'), one))).toMatch(/after the end/);
  });

  test('in a sequence a way says who comes next', () => {
    const graph = drawn(sequence);
    const after = made(sequence, connectNodes(graph, nodeOf(graph, 'start'), nodeOf(graph, 'member:c')));
    expect(specContent(after)?.value).toMatchObject({ members: ['c', 'a', { agent: 'b' }] });
    expect(after).toContain('- { agent: b } # checks');
  });

  test('a node goes with its ways and their comments; several go in one step', () => {
    const graph = drawn(graphTeam);
    const after = made(graphTeam, removeParts(graph, new Set(['node:one', 'edge:node:two>end'])));
    expect(specContent(after)?.value).toMatchObject({ nodes: { two: { agent: 'b' } }, edges: [] });
    expect(refused(removeParts(graph, new Set(['start'])))).toMatch(/pattern/);
  });

  test('a node is renamed with everything that names it, and keeps its place', () => {
    const graph = drawn(graphTeam);
    const change = renameNode(graph, nodeOf(graph, 'node:one'), 'first', 'mapping');
    const after = made(graphTeam, change);
    expect(after).toContain('first: { agent: a } # the first');
    expect(after).toContain('when: state.first.ok } # if it went well');
    expect(isRefusal(change) || change.renamed).toEqual({ from: 'node:one', to: 'node:first' });
  });

  test('members change places', () => {
    const graph = drawn(sequence);
    const after = made(sequence, moveNode(graph, nodeOf(graph, 'member:b'), -1));
    expect(specContent(after)?.value).toMatchObject({ members: [{ agent: 'b' }, 'a', 'c'] });
    expect(refused(moveNode(graph, nodeOf(graph, 'member:a'), -1))).toMatch(/first/);
  });

  test('what is copied is YAML, and pasted it is there once more under free names', () => {
    const graph = drawn(graphTeam);
    const copied = copyParts(graph, new Set(['node:one', 'node:two']), valueIn(graphTeam)) ?? '';
    expect(copied).toBe(
      'nodes:\n  one: { agent: a }\n  two: { agent: b }\nedges:\n  - { from: one, to: two, when: state.one.ok }\n',
    );
    const after = made(graphTeam, pasteParts(graph, copied));
    expect(specContent(after)?.value).toMatchObject({
      nodes: { one: { agent: 'a' }, one_2: { agent: 'a' }, two_2: { agent: 'b' } },
    });
    expect(after).toContain('from: one_2, to: two_2, when: state.one_2.ok');
    expect(refused(pasteParts(graph, 'Dear Sir or Madam'))).toMatch(/no part of a spec/);
  });

  test('tools go from agent to agent, and members of a team become tools of an agent', () => {
    const agent = '---\napiVersion: agentfactory/v1\nkind: Agent\nname: x\ntools: [calculator]\n---\nHi.\n';
    const graph = drawn(agent);
    expect(made(agent, pasteParts(graph, '- calculator\n- current_time\n'))).toContain(
      'tools: [calculator, current_time]',
    );
    expect(specContent(made(agent, pasteParts(graph, 'members: [a]\n')))?.value).toMatchObject({
      tools: ['calculator', { agent: 'a' }],
    });
    expect(refused(pasteParts(graph, '- calculator'))).toMatch(/already/);
  });
});

/** Every gesture that a canvas offers on two of its parts. */
function gestures(text: string, choose: (below: number) => number): (CanvasChange | Refusal)[] {
  const graph = drawn(text);
  const node = graph.nodes[choose(graph.nodes.length)];
  const other = graph.nodes[choose(graph.nodes.length)];
  const edge = graph.edges[choose(Math.max(1, graph.edges.length))];
  if (!node || !other) return [];
  const said = node.path === null ? undefined : valueIn(text)(node.path);
  const copied = copyParts(graph, new Set([node.id, other.id]), valueIn(text));
  return [
    addItem(graph, { type: 'agent', name: 'someone-new' }, node),
    addItem(graph, { type: 'tool', name: 'uuid_v4' }, node),
    connectNodes(graph, node, other),
    removeParts(graph, new Set([node.id])),
    removeParts(graph, new Set([node.id, other.id, edge?.id ?? ''])),
    renameNode(graph, node, 'another', typeof said === 'object' ? 'mapping' : 'name'),
    moveNode(graph, node, 1),
    ...(copied === null ? [] : [pasteParts(graph, copied)]),
  ];
}

describe('whatever the spec and the gesture', () => {
  const numbers = fc.array(fc.nat(997), { minLength: 6, maxLength: 12 });
  test('text → canvas → text is the same, and a change is refused in words or made, goes where it says, and can be undone', () => {
    fc.assert(
      fc.property(arbitrarySpec, numbers, numbers, (spec, style, choices) => {
        const text = authorText(specToValue(spec), style);
        canvasGraph(text, parseSpec(text).diagnostics);
        const nothing = editSpec(text, []);
        expect(nothing.ok && nothing.text).toBe(text);
        let at = 0;
        const choose = (below: number) => (choices[at++ % choices.length] ?? 0) % below;
        for (const change of gestures(text, choose)) {
          if (isRefusal(change)) {
            expect(change.refused).toMatch(/\.$/);
            continue;
          }
          const result = editSpec(text, change.operations);
          if (!result.ok) throw new Error(JSON.stringify({ change, problems: result.problems, text }));
          expect(applyEdits(result.text, result.inverse)).toBe(text);
          const ids = drawn(result.text).nodes.map(({ id }) => id);
          if (change.focus !== undefined && !ids.includes(change.focus)) {
            throw new Error(JSON.stringify({ change, ids, text }));
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
