import { AppError, newId } from '@agent-factory/contracts';
import { describe, expect, it } from 'vitest';
import { agentOf, rule, standOf } from '../testing/stand.ts';

describe('a run', () => {
  it('answers with the text of the model and streams it', async () => {
    const stand = standOf([{ text: ['Hel', 'lo'] }]);
    const outcome = await stand.run(agentOf(), { query: 'hi' });
    expect(outcome).toEqual({
      status: 'succeeded',
      output: 'Hello',
      error: null,
      tokens: { input: 10, output: 5, total: 15 },
      costNanoUsd: 1000,
      steps: 1,
      calls: [],
      model: 'scripted/one',
    });
    expect(stand.texts()).toBe('Hello');
    expect(stand.model.requests[0]?.messages).toEqual([
      { role: 'system', content: 'Answer.' },
      { role: 'user', content: 'hi' },
    ]);
  });

  it('calls tools in order, one result each, and shows them to the model', async () => {
    const stand = standOf([
      {
        calls: [
          { name: 'calculator', arguments: { expression: '1' } },
          { name: 'calculator', arguments: { expression: '2' } },
        ],
      },
      { text: 'done' },
    ]);
    const outcome = await stand.run(agentOf(), { query: 'hi' });
    expect(outcome.output).toBe('done');
    expect(stand.tools.calls.map(({ input }) => input.expression)).toEqual(['1', '2']);
    expect(stand.events.map(({ type }) => type)).toEqual([
      'step.started',
      'step.finished',
      'tool.call',
      'tool.result',
      'tool.call',
      'tool.result',
      'step.started',
      'token',
      'step.finished',
    ]);
    expect(stand.model.requests[1]?.messages.map(({ role }) => role)).toEqual([
      'system',
      'user',
      'assistant',
      'tool',
      'tool',
    ]);
  });

  it.each([
    ['a tool that does not exist', { name: 'rm_rf' }, 'denied', 'There is no tool "rm_rf"'],
    [
      'arguments off the schema',
      { name: 'calculator', arguments: { expression: 7 } },
      'denied',
      '/expression',
    ],
    [
      'arguments that are not JSON',
      { name: 'calculator', invalidJson: '{"expr' },
      'denied',
      'are not valid JSON',
    ],
    ['a tool that breaks', { name: 'boom', arguments: { expression: '1' } }, 'error', 'failed unexpectedly'],
  ] as const)('tells the model about %s and goes on', async (_, call, outcome, words) => {
    const stand = standOf([{ calls: [call] }, { text: 'sorry' }]);
    expect((await stand.run(agentOf(), { query: 'hi' })).output).toBe('sorry');
    expect(stand.of('tool.result')[0]?.outcome).toBe(outcome);
    const told = stand.model.requests[1]?.messages.at(-1);
    expect(told).toMatchObject({ role: 'tool', isError: true });
    expect(told?.content).toContain(words);
    expect(JSON.stringify(stand.events)).not.toContain('secret stack');
  });

  it('fails with its provider, in the words of the refusal', async () => {
    const stand = standOf([{ error: new AppError('no_model_available', 'No model fits.') }]);
    expect(await stand.run(agentOf(), { query: 'hi' })).toMatchObject({
      status: 'failed',
      error: { code: 'no_model_available', message: 'No model fits.' },
    });
  });

  it('lets an error that nobody foresaw through to its caller', async () => {
    const stand = standOf([{ error: new TypeError('bug') }]);
    await expect(stand.run(agentOf(), { query: 'hi' })).rejects.toThrow('bug');
  });
});

describe('limits', () => {
  const loop = [{ calls: [{ name: 'calculator', arguments: { expression: '1' } }] }];

  it('stops after maxSteps model calls', async () => {
    const stand = standOf(loop);
    const agent = agentOf({ limits: { maxCostUsd: 1, maxSteps: 3, maxSeconds: 60, maxOutputTokens: 9 } });
    const outcome = await stand.run(agent, { query: 'hi' });
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'limit_exceeded' } });
    expect(stand.model.requests).toHaveLength(3);
    expect(stand.model.requests[0]?.maxOutputTokens).toBe(9);
  });

  it('stops at maxSeconds by the clock, though no timer gets a turn', async () => {
    const stand = standOf(loop);
    let now = 0;
    stand.ports.clock = { now: () => (now += 1000) };
    const agent = agentOf({ limits: { maxCostUsd: 1, maxSteps: 500, maxSeconds: 20, maxOutputTokens: 9 } });
    const outcome = await stand.run(agent, { query: 'hi' });
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'timed_out' } });
  });

  it('says that the time was up, though the model port speaks of a cancellation', async () => {
    const stand = standOf([{ text: 'x' }]);
    stand.ports.model = {
      async *stream(_, { signal }) {
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        yield { type: 'text', text: '' };
        throw new AppError('cancelled', 'aborted');
      },
    };
    const agent = agentOf({ limits: { maxCostUsd: 1, maxSteps: 5, maxSeconds: 1, maxOutputTokens: 9 } });
    expect(await stand.run(agent, { query: 'hi' })).toMatchObject({
      status: 'failed',
      error: { code: 'timed_out' },
    });
  });

  it('interrupts a tool that hangs when the time is up', async () => {
    const stand = standOf([{ calls: [{ name: 'slow', arguments: { expression: '1' } }] }]);
    const agent = agentOf({ limits: { maxCostUsd: 1, maxSteps: 5, maxSeconds: 1, maxOutputTokens: 9 } });
    const outcome = await stand.run(agent, { query: 'hi' });
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'timed_out' } });
  });

  it('hands each model call what is left of the ceiling, and stops when a call costs more', async () => {
    const answer = { ...loop[0], costNanoUsd: 400_000 };
    const stand = standOf([answer, answer, answer]);
    const agent = agentOf({ limits: { maxCostUsd: 0.001, maxSteps: 9, maxSeconds: 60, maxOutputTokens: 9 } });
    const outcome = await stand.run(agent, { query: 'hi' });
    expect(stand.model.requests.map(({ maxCostNanoUsd }) => maxCostNanoUsd)).toEqual([
      1_000_000, 600_000, 200_000,
    ]);
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'cost_ceiling' } });
  });
});

describe('cancelling', () => {
  it.each(['slow tool', 'model'])('throws `cancelled` at once from a %s', async (where) => {
    const cancel = new AbortController();
    const stand = standOf(
      where === 'model'
        ? () => {
            cancel.abort();
            return { text: 'late' };
          }
        : [{ calls: [{ name: 'slow', arguments: { expression: '1' } }] }],
    );
    const { emit } = stand.ports;
    stand.ports.emit = async (event) => {
      await emit(event);
      if (event.type === 'tool.call') cancel.abort();
    };
    await expect(stand.run(agentOf(), { query: 'hi' }, { signal: cancel.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});

describe('an output schema', () => {
  const agent = () =>
    agentOf({
      output: { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] },
    });

  it('gives the parsed object', async () => {
    const stand = standOf([{ text: '```json\n{"n": 3}\n```' }]);
    const outcome = await stand.run(agent(), { query: 'hi' });
    expect(outcome.output).toEqual({ n: 3 });
    expect(stand.model.requests[0]?.outputSchema).toMatchObject({ required: ['n'] });
  });

  it('asks once again for an answer that fits', async () => {
    const stand = standOf([{ text: '{"m": 3}' }, { text: '{"n": 3}' }]);
    const outcome = await stand.run(agent(), { query: 'hi' });
    expect(outcome).toMatchObject({ status: 'succeeded', output: { n: 3 } });
    expect(stand.model.requests).toHaveLength(2);
    expect(stand.model.requests[1]?.messages.at(-1)?.content).toContain('does not fit the output schema');
  });

  it('fails when the second answer does not fit either', async () => {
    const stand = standOf([{ text: 'three' }]);
    const outcome = await stand.run(agent(), { query: 'hi' });
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'invalid_output' } });
    expect(stand.model.requests).toHaveLength(2);
  });
});

describe('a thread', () => {
  it('remembers questions and answers over runs, and nothing of runs that failed', async () => {
    const stand = standOf((_, call) =>
      call === 1 ? { error: new AppError('provider_failed', 'down') } : { text: `answer ${call}` },
    );
    const agent = agentOf();
    await stand.run(agent, { query: 'first' });
    expect((await stand.run(agent, { query: 'second' })).status).toBe('failed');
    await stand.run(agent, { query: 'third' });
    expect(stand.model.requests[2]?.messages.slice(1)).toEqual([
      { role: 'user', content: 'first' },
      { role: 'assistant', content: 'answer 0', toolCalls: [] },
      { role: 'user', content: 'third' },
    ]);
  });
});

describe('resuming (Q4)', () => {
  const script = [
    {
      calls: [
        { name: 'calculator', arguments: { expression: '1' } },
        { name: 'calculator', arguments: { expression: '2' } },
      ],
    },
    { calls: [{ name: 'calculator', arguments: { expression: '3' } }] },
    { text: 'the answer' },
  ];
  const byConversation = ({ messages }: { messages: readonly { role: string }[] }) =>
    script[messages.filter(({ role }) => role === 'assistant').length] ?? { text: 'lost' };

  /** Where the process may die: at any event, before a save, or after one whose answer was lost. */
  async function countPoints(): Promise<number> {
    const stand = standOf(byConversation);
    let points = 0;
    const { emit } = stand.ports;
    stand.ports.emit = async (event) => {
      points += 1;
      await emit(event);
    };
    stand.checkpoints.beforeSave = () => {
      points += 1;
    };
    await stand.run(agentOf(), { query: 'go' });
    return points;
  }

  it('finishes the same wherever it dies, repeating only what was in flight', async () => {
    const points = await countPoints();
    expect(points).toBeGreaterThan(15);
    for (let dieAt = 1; dieAt <= points; dieAt += 1) {
      const stand = standOf(byConversation);
      const runId = newId('run');
      let point = 0;
      const perhapsDie = () => {
        point += 1;
        if (point === dieAt) throw new Error('killed');
      };
      const { emit } = stand.ports;
      stand.ports.emit = async (event) => {
        perhapsDie();
        await emit(event);
      };
      stand.checkpoints.beforeSave = perhapsDie;
      const agent = agentOf();
      await expect(stand.run(agent, { query: 'go' }, { runId })).rejects.toThrow('killed');
      const modelCallsBefore = stand.model.requests.length;
      const toolCallsBefore = stand.tools.calls.length;
      const outcome = await stand.run(agent, { query: 'go' }, { runId, resume: true });

      expect(outcome, `died at ${dieAt}`).toMatchObject({
        status: 'succeeded',
        output: 'the answer',
        costNanoUsd: 3000,
        tokens: { input: 30, output: 15, total: 45 },
      });
      // At most the one call that was in flight is made again.
      expect(stand.model.requests.length).toBeLessThanOrEqual(4);
      expect(stand.tools.calls.length).toBeLessThanOrEqual(4);
      expect(stand.model.requests.length + stand.tools.calls.length).toBeLessThanOrEqual(7);
      expect(modelCallsBefore).toBeLessThanOrEqual(3);
      expect(toolCallsBefore).toBeLessThanOrEqual(3);
      const finished = new Map(stand.of('tool.result').map((event) => [event.tool_call_id, event.result]));
      expect(finished.size).toBe(3);
    }
  });

  it('starts clean after a run on the same thread that died and was never resumed', async () => {
    const stand = standOf(byConversation);
    stand.checkpoints.beforeSave = () => {
      if (stand.tools.calls.length === 2) throw new Error('killed');
    };
    const agent = agentOf();
    await expect(stand.run(agent, { query: 'first' })).rejects.toThrow('killed');
    stand.checkpoints.beforeSave = () => {};
    const asked = stand.model.requests.length;
    const outcome = await stand.run(agent, { query: 'second' }, { resume: true });
    expect(outcome).toMatchObject({ output: 'the answer', costNanoUsd: 3000 });
    expect(stand.model.requests[asked]?.messages.slice(1)).toEqual([{ role: 'user', content: 'second' }]);
  });

  it('does not ask again for an answer that was sent back', async () => {
    const stand = standOf((_, call) => {
      if (call === 1) throw new Error('killed');
      return { text: call === 0 ? 'bad' : 'good' };
    });
    const agent = agentOf({
      invariants: [
        rule({ at: ['output'], otherwise: 'retry', check: { kind: 'forbidPattern', pattern: 'bad' } }),
      ],
    });
    const runId = newId('run');
    await expect(stand.run(agent, { query: 'go' }, { runId })).rejects.toThrow('killed');
    const outcome = await stand.run(agent, { query: 'go' }, { runId, resume: true });
    expect(outcome).toMatchObject({ output: 'good', costNanoUsd: 2000 });
    expect(stand.of('invariant').map(({ action }) => action)).toEqual(['retry', null]);
  });

  it('a cascade tells the router whose answers the schema or a rule refused; others say nothing of it', async () => {
    const invariants = [
      rule({ at: ['output'], otherwise: 'retry', check: { kind: 'forbidPattern', pattern: 'bad' } }),
    ];
    const output = { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] };
    const script = [
      { text: '{"n":"one"}', model: 'a/small' },
      { text: '{"n":1,"note":"bad"}', model: 'b/middle' },
      { text: '{"n":1}', model: 'c/large' },
    ];
    const cascade = standOf(script);
    await cascade.run(
      agentOf({ output, invariants, model: { task: 'simple_query', use: [], cascade: true } }),
      { query: 'go' },
    );
    expect(cascade.model.requests.map(({ refused }) => refused)).toEqual([
      [],
      ['a/small'],
      ['a/small', 'b/middle'],
    ]);
    const plain = standOf(script);
    await plain.run(agentOf({ output, invariants }), { query: 'go' });
    expect(plain.model.requests.map(({ refused }) => refused)).toEqual([undefined, undefined, undefined]);
  });

  it('answers a finished run from its checkpoint without doing anything', async () => {
    const stand = standOf([{ text: 'once' }]);
    const agent = agentOf();
    const runId = newId('run');
    const first = await stand.run(agent, { query: 'go' }, { runId });
    const events = stand.events.length;
    expect(await stand.run(agent, { query: 'go' }, { runId, resume: true })).toEqual(first);
    expect(stand.model.requests).toHaveLength(1);
    expect(stand.events).toHaveLength(events);
  });

  it('stops with `conflict` when its fence is stale', async () => {
    const stand = standOf([{ text: 'once' }]);
    stand.checkpoints.beforeSave = () => {
      throw new AppError('conflict', 'Another worker has taken this run over.');
    };
    await expect(stand.run(agentOf(), { query: 'go' })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('saves once per model or tool call, the last answer together with its verdict', async () => {
    const stand = standOf(byConversation);
    await stand.run(agentOf(), { query: 'go' });
    expect(stand.checkpoints.saves).toBe(2 + 3 + 1);
    expect(stand.checkpoints.writes).toEqual([]);
  });
});
