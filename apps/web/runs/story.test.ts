import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../trpc/outputs.ts';
import { stepTone } from './step-tone.ts';
import { emptyStory, openQuestions, tell } from './story.ts';
import { heldNanoUsd } from './story-money.ts';
import { groupByMember, rowsOf } from './story-tree.ts';

const tokens = { input: 1, output: 2, total: 3 };
const data: RunEvent['data'][] = [
  { type: 'run.started', attempt: 1, agent: 'a', version: 1, spec_hash: 'h' },
  {
    type: 'invariant',
    id: 'i1',
    says: 'One.',
    at: 'input',
    verdict: 'passed',
    action: null,
    detail: null,
  },
  {
    type: 'invariant',
    id: 'i2',
    says: 'Two.',
    at: 'input',
    verdict: 'passed',
    action: null,
    detail: null,
  },
  { type: 'step.started', step: 1, task: 'research' },
  { type: 'token', step: 1, text: 'Let me ' },
  { type: 'token', step: 1, text: 'see.' },
  {
    type: 'step.finished',
    step: 1,
    provider: 'offline',
    model: 'offline/x',
    finish_reason: 'tool_calls',
    tokens,
    cost_nano_usd: 5,
    duration_ms: 7,
    fallbacks: [],
  },
  { type: 'tool.call', step: 1, tool_call_id: 't1', name: 'calculator', arguments: { e: '1+1' } },
  { type: 'tool.call', step: 1, tool_call_id: 't2', name: 'calculator', arguments: { e: '2+2' } },
  {
    type: 'tool.result',
    step: 1,
    tool_call_id: 't1',
    name: 'calculator',
    outcome: 'ok',
    result: 2,
    duration_ms: 1,
  },
  {
    type: 'tool.result',
    step: 1,
    tool_call_id: 't2',
    name: 'calculator',
    outcome: 'error',
    result: 'no',
    duration_ms: 1,
  },
  {
    type: 'invariant',
    id: 'i3',
    says: 'Three.',
    at: 'output',
    verdict: 'violated',
    action: 'block',
    detail: 'd',
  },
  {
    type: 'run.finished',
    status: 'refused',
    output: null,
    error: { code: 'c', message: 'm' },
    tokens,
    cost_nano_usd: 5,
  },
];
const events = numbered(data);

function numbered(items: readonly RunEvent['data'][]): RunEvent[] {
  return items.map((item, index) => ({ seq: index + 1, at: '2026-01-01T00:00:00.000Z', data: item }));
}

describe('a run’s story', () => {
  test('joins pieces, pairs calls with their results and groups checks', () => {
    const { steps } = events.reduce(tell, emptyStory);
    expect(steps.map((step) => step.kind)).toEqual([
      'started',
      'gates',
      'model',
      'tool',
      'tool',
      'gates',
      'finished',
    ]);
    expect(steps.map((step) => step.key)).toEqual([1, 2, 4, 8, 9, 12, 13]);
    expect(steps[1]).toMatchObject({ boundary: 'input', gates: [{ id: 'i1' }, { id: 'i2' }] });
    expect(steps[2]).toMatchObject({ text: 'Let me see.', finished: { model: 'offline/x' } });
    expect(steps[3]).toMatchObject({ toolCallId: 't1', finished: { result: 2 } });
    expect(steps[4]).toMatchObject({ toolCallId: 't2', finished: { result: 'no' } });
    expect(steps.map(stepTone)).toEqual([
      'neutral',
      'positive',
      'neutral',
      'neutral',
      'danger',
      'danger',
      'warning',
    ]);
  });

  test('gives a step the answer that its rules let pass after it had finished', () => {
    const late = { type: 'token', step: 1, text: ' Passed.' } as const;
    const { steps } = [
      ...events,
      { seq: events.length + 1, at: '2026-01-01T00:00:00.000Z', data: late },
    ].reduce(tell, emptyStory);
    expect(steps[2]).toMatchObject({ text: 'Let me see. Passed.' });
  });

  test('what is under way is live', () => {
    expect(events.slice(0, 4).reduce(tell, emptyStory).steps.map(stepTone)).toEqual([
      'neutral',
      'positive',
      'live',
    ]);
  });

  test('is the same however often a stream resumes and repeats itself', () => {
    const whole = events.reduce(tell, emptyStory);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: events.length })), (resumptions) => {
        let story = emptyStory;
        for (const upTo of resumptions) story = events.slice(0, upTo).reduce(tell, story);
        expect(events.reduce(tell, story)).toEqual(whole);
      }),
    );
  });
});

const finished = (step: number, member?: string): RunEvent['data'] => ({
  type: 'step.finished',
  ...(member === undefined ? {} : { member }),
  step,
  provider: 'offline',
  model: 'offline/x',
  finish_reason: 'stop',
  tokens,
  cost_nano_usd: 10,
  duration_ms: 1,
  fallbacks: [],
});
const begins = (member: string, visit: number): RunEvent['data'] => ({
  type: 'member',
  member,
  agent: 'writer',
  spec_hash: 'h',
  visit,
  state: 'started',
  note: 'why',
});
const money = (action: 'held' | 'settled' | 'refused', step: number, amount: number): RunEvent['data'] => ({
  type: 'reservation',
  step,
  action,
  cost_nano_usd: amount,
  spent_nano_usd: 0,
  held_nano_usd: 0,
  ceiling_nano_usd: 100,
});
const asks = (state: 'pending' | 'approved'): RunEvent['data'] => ({
  type: 'approval',
  approval_id: `apr_${'1'.repeat(26)}`,
  about: 'tool',
  state,
  subject: { name: 'send_email', value: {} },
  reason: null,
  decided_by: state === 'pending' ? null : 'Kim',
  expires_at: '2026-01-02T00:00:00.000Z',
});
const attempt = (number: number): RunEvent['data'] => ({
  type: 'run.started',
  attempt: number,
  agent: 'a',
  version: 1,
  spec_hash: 'h',
});
const storyOf = (items: readonly RunEvent['data'][]) => numbered(items).reduce(tell, emptyStory);

describe('members', () => {
  test('have their steps under their visit, however they work through each other', () => {
    const story = storyOf([
      attempt(1),
      begins('a', 1),
      begins('b', 1),
      { type: 'step.started', member: 'a', step: 1, task: 'research' },
      { type: 'step.started', member: 'b', step: 1, task: 'research' },
      { type: 'token', member: 'a', step: 1, text: 'from a' },
      begins('a/deep', 1),
      { type: 'step.started', member: 'a/deep', step: 1, task: 'research' },
      finished(1, 'a/deep'),
      finished(1, 'a'),
      begins('a', 2),
      { type: 'step.started', member: 'a', step: 1, task: 'research' },
    ]);
    const rows = rowsOf(groupByMember(story.steps), new Set());
    expect(rows.map(({ step, depth }) => [step.key, depth])).toEqual([
      [1, 0],
      [2, 0],
      [4, 1],
      [7, 1],
      [8, 2],
      [3, 0],
      [5, 1],
      [11, 0],
      [12, 1],
    ]);
    expect(rows[1]?.group?.took).toEqual({ costNanoUsd: 20, tokens: 6, calls: 2 });
    expect(rows[2]?.step).toMatchObject({ text: 'from a', finished: { cost_nano_usd: 10 } });
    expect(rows[6]?.step).toMatchObject({ kind: 'model', finished: null });
    expect(rows.at(-1)?.step).toMatchObject({ kind: 'model', finished: null });
    const folded = rowsOf(groupByMember(story.steps), new Set([2]));
    expect(folded.map(({ step }) => step.key)).toEqual([1, 2, 3, 5, 11, 12]);
  });

  test('a judge’s call does not take the answer that it let pass', () => {
    const { steps } = storyOf([
      { type: 'step.started', step: 1, task: 'research' },
      finished(1),
      { type: 'step.started', step: 1, task: 'judge' },
      finished(1),
      { type: 'token', step: 1, text: 'Passed.' },
    ]);
    expect(steps).toMatchObject([{ text: 'Passed.' }, { task: 'judge', text: '' }]);
  });
});

describe('waiting and interruption', () => {
  test('a question is answered where it was asked, and the run goes on', () => {
    const waiting = storyOf([attempt(1), asks('pending')]);
    expect(openQuestions(waiting)).toHaveLength(1);
    const { steps } = storyOf([attempt(1), asks('pending'), attempt(2), asks('approved')]);
    expect(steps).toMatchObject([
      { kind: 'started' },
      { kind: 'approval', asked: { state: 'approved', decided_by: 'Kim' } },
      { kind: 'started', after: 'decided' },
    ]);
  });

  test('what an attempt had begun is broken off, and a call told of again goes on', () => {
    const call: RunEvent['data'] = {
      type: 'tool.call',
      step: 1,
      tool_call_id: 't1',
      name: 'writer',
      arguments: {},
    };
    const dead = [attempt(1), { type: 'step.started', step: 1, task: 'research' }, call, attempt(2)] as const;
    expect(storyOf(dead).steps.map(stepTone)).toEqual(['neutral', 'warning', 'warning', 'warning']);
    const again = storyOf([...dead, call]).steps;
    expect(again).toHaveLength(4);
    expect(stepTone(again[2] ?? fail())).toBe('live');
  });
});

describe('money', () => {
  test('is set aside, spent and given back', () => {
    const held = storyOf([money('held', 1, 40), money('held', 2, 7)]).money;
    expect([heldNanoUsd(held), held.spentNanoUsd]).toEqual([47, 0]);
    const settled = storyOf([money('held', 1, 40), money('held', 2, 7), money('settled', 1, 3)]).money;
    expect([heldNanoUsd(settled), settled.spentNanoUsd]).toEqual([7, 3]);
    const dead = storyOf([money('held', 1, 40), attempt(2)]).money;
    expect(heldNanoUsd(dead)).toBe(0);
    expect(storyOf([money('refused', 1, 90)]).steps).toMatchObject([{ kind: 'refused-money' }]);
  });
});

/** Any events in any order, those of types that nobody knows yet among them. */
const member = fc.constantFrom(undefined, 'a', 'b', 'a/b');
const anyData = fc.oneof(
  fc.constantFrom(...data, attempt(1), attempt(2), asks('pending'), asks('approved')),
  fc
    .tuple(fc.constantFrom('held', 'settled', 'refused'), fc.nat(3), fc.nat(50))
    .map(([action, step, amount]) => money(action as 'held', step, amount)),
  fc.tuple(fc.constantFrom('a', 'b', 'a/b'), fc.nat(2)).map(([path, visit]) => begins(path, visit)),
  fc.tuple(member, fc.nat(3)).map(([path, step]) => finished(step, path)),
  fc.constant({ type: 'run.dreamt', member: 'a', of: 'sheep' } as unknown as RunEvent['data']),
);

describe('any events', () => {
  test('make a story that a replay from any point does not change', () => {
    fc.assert(
      fc.property(fc.array(anyData, { maxLength: 60 }), fc.nat(60), (items, cut) => {
        const all = numbered(items);
        const whole = all.reduce(tell, emptyStory);
        const prefix = all.slice(0, cut).reduce(tell, emptyStory);
        expect(all.reduce(tell, prefix)).toEqual(whole);
      }),
    );
  });

  test('make a tree that shows every step once', () => {
    fc.assert(
      fc.property(fc.array(anyData, { maxLength: 60 }), (items) => {
        const { steps, money: moved } = storyOf(items);
        const rows = rowsOf(groupByMember(steps), new Set());
        expect(rows.map(({ step }) => step.key).toSorted((a, b) => a - b)).toEqual(
          steps.map(({ key }) => key).toSorted((a, b) => a - b),
        );
        expect(heldNanoUsd(moved)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('of a type that nobody knows change nothing but the place in the log', () => {
    const unknown = { type: 'run.dreamt', of: 'sheep' } as unknown as RunEvent['data'];
    const before = storyOf(data.slice(0, 5));
    const after = tell(before, { seq: 6, at: '2026-01-01T00:00:00.000Z', data: unknown });
    expect(after).toEqual({ ...before, lastSeq: 6 });
  });
});

function fail(): never {
  throw new Error('There is no such step.');
}
