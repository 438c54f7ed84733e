import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../trpc/outputs.ts';
import { stepTone } from './step-tone.ts';
import { emptyStory, tell } from './story.ts';

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
const events: RunEvent[] = data.map((item, index) => ({
  seq: index + 1,
  at: '2026-01-01T00:00:00.000Z',
  data: item,
}));

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
