import { expect, test } from 'vitest';
import { calledAgents } from './called-agents.ts';
import { parseSpec } from './parse-spec.ts';
import { agentText } from './testing/marked.ts';

function called(text: string): string[] {
  const { document, diagnostics } = parseSpec(text);
  if (document === null) throw new Error(JSON.stringify(diagnostics));
  return calledAgents(document);
}

function team(body: string): string {
  return `apiVersion: agentfactory/v1\nkind: Team\nname: desk\n${body}\n`;
}

test.each([
  ['an agent', agentText('tools: [calculator, { agent: b }, { agent: a }]'), ['b', 'a']],
  ['a router', team('pattern: router\nmembers: [{ agent: a }, { agent: b }]\ndefault: b'), ['a', 'b']],
  ['a sequence', team('pattern: sequence\nmembers: [{ agent: a }]'), ['a']],
  [
    'a parallel team',
    team('pattern: parallel\nmembers: [{ agent: a }, { agent: b }]\nmerge: c'),
    ['a', 'b', 'c'],
  ],
  ['a supervisor', team('pattern: supervisor\nsupervisor: s\nmembers: [{ agent: a }]'), ['s', 'a']],
  ['a planner', team('pattern: plan-execute\nplanner: p\nexecutor: e\npersistence: k'), ['p', 'e', 'k']],
  [
    'a graph',
    team(
      'pattern: graph\nnodes: { x: { agent: a }, y: { agent: a } }\nedges: [{ from: START, to: x }, { from: x, to: y }, { from: y, to: END }]',
    ),
    ['a'],
  ],
])('%s names whom it calls, each once', (_, text, names) => {
  expect(called(text)).toEqual(names);
});
