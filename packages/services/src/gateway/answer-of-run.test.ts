import { isAppError, type RunEvent, type RunEventData } from '@agent-factory/contracts';
import type { ModelEvent } from '@agent-factory/llm';
import { describe, expect, test } from 'vitest';
import { answerOfRun } from './answer-of-run.ts';

type Ended = Extract<RunEventData, { type: 'run.finished' }>;

const tokens = { input: 10, output: 5, total: 15 };
const delta = (step: number, text: string): RunEventData => ({ type: 'token', step, text });
const spoke = (step: number, reason: 'stop' | 'tool_calls' | 'length'): RunEventData => ({
  type: 'step.finished',
  step,
  provider: 'offline',
  model: 'offline/extractive-1',
  finish_reason: reason,
  tokens,
  cost_nano_usd: 0,
  duration_ms: 1,
  fallbacks: [],
});
const ended = (change: Partial<Ended>): Ended => ({
  type: 'run.finished',
  status: 'succeeded',
  output: 'It is 42.',
  error: null,
  tokens,
  cost_nano_usd: 77,
  ...change,
});

async function* eventsOf(data: readonly RunEventData[]): AsyncGenerator<RunEvent> {
  for (const [index, one] of data.entries()) yield { seq: index + 1, at: '2026-11-21T10:00:00Z', data: one };
}

async function answer(data: readonly RunEventData[], streamed: boolean) {
  const events: ModelEvent[] = [];
  for await (const event of answerOfRun(eventsOf(data), { model: 'agent:adder', streamed }))
    events.push(event);
  return {
    text: events.map((event) => (event.type === 'text' ? event.text : '')).join(''),
    finish: events.at(-1),
  };
}

const twoSteps = [
  delta(1, 'Let me '),
  delta(1, 'add.'),
  spoke(1, 'tool_calls'),
  delta(2, 'It is '),
  delta(2, '42.'),
  spoke(2, 'stop'),
  ended({}),
];

describe('a run as an answer', () => {
  test('streamed, says what each step said, a blank line apart', async () => {
    const { text, finish } = await answer(twoSteps, true);
    expect(text).toBe('Let me add.\n\nIt is 42.');
    expect(finish).toMatchObject({ finishReason: 'stop', model: 'agent:adder', costNanoUsd: 77, tokens });
  });

  test('whole, says the output alone', async () => {
    expect((await answer(twoSteps, false)).text).toBe('It is 42.');
  });

  test('says an output that is no text as JSON, and one that was never streamed at its end', async () => {
    for (const streamed of [false, true]) {
      expect((await answer([ended({ output: { sum: 42 } })], streamed)).text).toBe('{"sum":42}');
    }
  });

  test('of a team says what the team says, not what its members tell each other', async () => {
    const inside = [
      { ...delta(1, 'Notes for'), member: 'research' },
      { ...spoke(1, 'length'), member: 'research' },
      { ...delta(1, ' the writer'), member: 'write' },
    ];
    for (const streamed of [false, true]) {
      const { text, finish } = await answer([...inside, delta(2, 'It is 42.'), ended({})], streamed);
      expect(text).toBe('It is 42.');
      expect(finish).toMatchObject({ finishReason: 'stop' });
    }
  });

  test('says that it was cut to length', async () => {
    const { finish } = await answer([delta(1, 'It'), spoke(1, 'length'), ended({ output: 'It' })], true);
    expect(finish).toMatchObject({ finishReason: 'length' });
  });

  test.each([
    [
      ended({ status: 'refused', error: { code: 'invariant_violated', message: 'A rule.' } }),
      'invariant_violated',
    ],
    [ended({ status: 'failed', error: { code: 'cost_ceiling', message: 'Too dear.' } }), 'cost_ceiling'],
    [ended({ status: 'cancelled', error: null }), 'cancelled'],
    [ended({ status: 'failed', error: { code: 'made_up', message: 'x' } }), 'internal'],
    [delta(1, 'It'), 'unavailable'],
  ])('is no answer when the run did not succeed or is not waited for (%#)', async (last, code) => {
    const refusal = await answer([last], true).catch((error: unknown) => error);
    expect(isAppError(refusal) ? refusal.code : refusal).toBe(code);
  });
});
