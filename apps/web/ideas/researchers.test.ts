import { expect, test } from 'vitest';
import type { RunEvent } from '../trpc/outputs.ts';
import { follow, type ResearchState } from './researchers.ts';

const event = (data: object): RunEvent => ({ seq: 1, at: '2026-11-21T10:00:00.000Z', data }) as RunEvent;
const member = (state: string) =>
  event({
    type: 'member',
    member: 'idea-market',
    agent: 'idea-market',
    spec_hash: '',
    visit: 1,
    state,
    note: null,
  });

test('a researcher begins, searches and ends; events of nobody change nothing', () => {
  const told = [
    event({ type: 'run.started', attempt: 1, agent: 'idea-checker', version: 1, spec_hash: '' }),
    member('started'),
    event({
      type: 'tool.call',
      member: 'idea-market',
      step: 1,
      tool_call_id: 'a',
      name: 'web_search',
      arguments: {},
    }),
    member('succeeded'),
  ];
  const states: ResearchState[] = [];
  for (const each of told) states.push(follow(states.at(-1) ?? {}, each));
  expect(states).toEqual([
    {},
    { 'idea-market': { status: 'running', searches: 0 } },
    { 'idea-market': { status: 'running', searches: 1 } },
    { 'idea-market': { status: 'succeeded', searches: 1 } },
  ]);
  expect(follow({}, member('skipped'))).toEqual({ 'idea-market': { status: 'cancelled', searches: 0 } });
});
