import { parseSpec, type TeamSpec } from '@agent-factory/spec';
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../trpc/outputs.ts';
import { emptyStory, tell } from '../story.ts';
import { type RunGraph, runGraph } from './run-graph.ts';
import { teamShape } from './team-shape.ts';

function team(pattern: string): TeamSpec {
  const { document } = parseSpec(`---
apiVersion: agentfactory/v1
kind: Team
name: newsroom
title: Newsroom
description: Writes.
${pattern}
limits: { maxCostUsd: 0.1, maxSteps: 20, maxSeconds: 60, maxOutputTokens: 4000 }
---
# Purpose
Write.
`);
  if (document?.kind !== 'Team') throw new Error('The spec of the test is no team.');
  return document;
}

type MemberEvent = Extract<RunEvent['data'], { type: 'member' }>;

function said(member: string, state: MemberEvent['state'], visit = 1): MemberEvent {
  return { type: 'member', member, agent: member, spec_hash: 'h', visit, state, note: null };
}

const began: RunEvent['data'] = {
  type: 'run.started',
  attempt: 1,
  agent: 'newsroom',
  version: 1,
  spec_hash: 'h',
};
const ended: RunEvent['data'] = {
  type: 'run.finished',
  status: 'succeeded',
  output: '',
  error: null,
  tokens: { input: 0, output: 0, total: 0 },
  cost_nano_usd: 0,
};

function graphOf(spec: TeamSpec | null, data: readonly RunEvent['data'][]): RunGraph {
  const events = data.map((item, index) => ({ seq: index + 1, at: '2026-01-01T00:00:00.000Z', data: item }));
  const graph = runGraph(spec === null ? null : teamShape(spec), events.reduce(tell, emptyStory));
  if (graph === null) throw new Error('There is no graph.');
  return graph;
}

const ways = ({ edges }: RunGraph) =>
  edges.filter(({ taken }) => taken > 0).map(({ from, to, taken }) => `${from} ${to} ${taken}`);
const states = ({ nodes }: RunGraph) => Object.fromEntries(nodes.map(({ id, state }) => [id, state]));

describe('the graph of a run', () => {
  test('a loop counts its visits and the ways that it took', () => {
    const spec = team(`pattern: graph
nodes:
  write: { agent: writer }
  check: { agent: checker }
edges:
  - { from: START, to: write }
  - { from: write, to: check }
  - { from: check, to: write, when: "!state.check.contains('good')", atMost: 2 }
  - { from: check, to: END, when: "state.check.contains('good')" }`);
    const graph = graphOf(spec, [
      began,
      said('write', 'started'),
      said('write', 'succeeded'),
      said('check', 'started'),
      said('check', 'succeeded'),
      said('write', 'started', 2),
      said('write', 'succeeded', 2),
      said('check', 'started', 2),
    ]);
    expect(ways(graph)).toEqual(['START write 1', 'write check 2', 'check write 1']);
    expect(states(graph)).toEqual({ START: 'passed', write: 'succeeded', check: 'started', END: 'open' });
    expect(graph.nodes.find(({ id }) => id === 'write')).toMatchObject({
      visits: 2,
      step: 6,
      agent: 'writer',
    });
  });

  test('all of a parallel team come from the start, and the one that merges after them', () => {
    const spec = team('pattern: parallel\nmembers: [{ agent: a }, { agent: b }]\nmerge: c');
    const graph = graphOf(spec, [
      began,
      said('a', 'started'),
      said('b', 'started'),
      said('b', 'succeeded'),
      said('a', 'succeeded'),
      said('c', 'started'),
      said('c', 'succeeded'),
      ended,
    ]);
    expect(ways(graph)).toEqual(['START a 1', 'START b 1', 'a c 1', 'b c 1', 'c END 1']);
    expect(states(graph).END).toBe('passed');
  });

  test('a router is passed when keywords choose, and visited when a model does', () => {
    const spec = team(`pattern: router
members: [{ agent: a, keywords: [x] }, { agent: b, keywords: [y] }]
default: a
model: { task: simple_query }`);
    const chosen = graphOf(spec, [began, said('b', 'started')]);
    expect(ways(chosen)).toEqual(['START @router 1', '@router b 1']);
    expect(states(chosen)).toMatchObject({ '@router': 'passed', a: 'open', b: 'started' });
    const asked = graphOf(spec, [
      began,
      said('@router', 'started'),
      said('@router', 'succeeded'),
      said('b', 'started'),
    ]);
    expect(ways(asked)).toEqual(['START @router 1', '@router b 1']);
    expect(states(asked)['@router']).toBe('succeeded');
  });

  test('a supervisor hands out work, and who asks a person is seen waiting with all around', () => {
    const spec = team('pattern: supervisor\nsupervisor: boss\nmembers: [{ agent: a }, { agent: b }]');
    const graph = graphOf(spec, [
      began,
      said('boss', 'started'),
      said('boss/a', 'started'),
      {
        type: 'approval',
        member: 'boss/a',
        approval_id: `apr_${'1'.repeat(26)}`,
        about: 'tool',
        state: 'pending',
        subject: { name: 'send_email', value: {} },
        reason: null,
        decided_by: null,
        expires_at: '2026-01-02T00:00:00.000Z',
      },
    ]);
    expect(ways(graph)).toEqual(['START boss 1', 'boss boss/a 1']);
    expect(states(graph)).toMatchObject({ boss: 'waiting', 'boss/a': 'waiting', 'boss/b': 'open' });
  });

  test('agents as tools hang on the one that called them; an agent alone has no graph', () => {
    const graph = graphOf(null, [began, said('a', 'started'), said('a/b', 'started'), said('a/b', 'failed')]);
    expect(ways(graph)).toEqual(['START a 1', 'a a/b 1']);
    expect(states(graph)).toEqual({ START: 'passed', a: 'started', 'a/b': 'failed' });
    expect(runGraph(null, emptyStory)).toBeNull();
  });
});
