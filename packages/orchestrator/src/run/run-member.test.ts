import { newId } from '@agent-factory/contracts';
import type { Spec } from '@agent-factory/spec';
import { describe, expect, it } from 'vitest';
import { agentOf } from '../testing/stand.ts';
import { memberOf, standWith, whoAsks } from '../testing/team-stand.ts';

const callsOf = (...names: string[]) => names.map((name) => ({ type: 'agent' as const, name }));
const ask = (name: string, query: string) => ({ calls: [{ name, arguments: { query } }] });

/** The root asks `research`, which asks `checker`, which uses the calculator. */
function chain(
  script: Parameters<typeof standWith>[1] = answers,
  specs: readonly Spec[] = [research, checker],
) {
  return {
    stand: standWith(specs, script),
    root: agentOf({ instructions: 'I am root.', tools: callsOf('research') }),
  };
}
const research = memberOf('research', { tools: callsOf('checker') });
const checker = memberOf('checker', { tools: [{ type: 'builtin', name: 'calculator' }] });

/** Each asks the next once, then answers. */
const answers: Parameters<typeof standWith>[1] = (who, { messages }) => {
  const told = messages.at(-1)?.role === 'tool';
  switch (who) {
    case 'root':
      return told ? { text: 'root answers' } : ask('research', 'what?');
    case 'research':
      return told ? { text: 'research answers' } : ask('checker', 'is it so?');
    default:
      return told
        ? { text: 'it is so' }
        : { calls: [{ name: 'calculator', arguments: { expression: '1' } }] };
  }
};

describe('agents as tools', () => {
  it('are called with a query, answer with their output, and their use counts all the way up', async () => {
    const { stand, root } = chain();
    const outcome = await stand.run(root, { query: 'go' });
    expect(outcome).toMatchObject({
      status: 'succeeded',
      output: 'root answers',
      costNanoUsd: 6_000,
      steps: 6,
      tokens: { total: 90 },
    });
    expect(outcome.calls).toEqual([
      { id: expect.any(String), name: 'research', outcome: 'ok' },
      { id: expect.any(String), name: 'checker', outcome: 'ok', member: 'research' },
      { id: expect.any(String), name: 'calculator', outcome: 'ok', member: 'research/checker' },
    ]);
    const offered = stand.model.requests[0]?.tools[0];
    expect(offered).toMatchObject({ name: 'research', parameters: { required: ['query'] } });
    expect(stand.of('tool.result').map(({ name, result, member }) => [member, name, result])).toEqual([
      ['research/checker', 'calculator', 42],
      ['research', 'checker', 'it is so'],
      [undefined, 'research', 'research answers'],
    ]);
    expect(stand.of('member').map(({ member, visit, state }) => [member, visit, state])).toEqual([
      ['research', 1, 'started'],
      ['research/checker', 1, 'started'],
      ['research/checker', 1, 'succeeded'],
      ['research', 1, 'succeeded'],
    ]);
    expect(stand.of('step.finished').map(({ member }) => member)).toEqual([
      undefined,
      'research',
      'research/checker',
      'research/checker',
      'research',
      undefined,
    ]);
  });

  it('take what their input schema describes', async () => {
    const input = { type: 'object', properties: { claim: { type: 'string' } }, required: ['claim'] };
    const stand = standWith([memberOf('research', { input })], (who, { messages }) =>
      who === 'root'
        ? messages.at(-1)?.role === 'tool'
          ? { text: 'done' }
          : { calls: [{ name: 'research', arguments: { query: 'no claim' } }] }
        : { text: 'never' },
    );
    await stand.run(agentOf({ instructions: 'I am root.', tools: callsOf('research') }), { query: 'go' });
    expect(stand.model.requests[0]?.tools[0]?.parameters).toEqual(input);
    expect(stand.of('tool.result')[0]).toMatchObject({ outcome: 'denied' });
    expect(stand.model.requests.map(whoAsks)).toEqual(['root', 'root']);
  });

  it('start each visit without a memory', async () => {
    let visits = 0;
    const stand = standWith([memberOf('research')], (who) => {
      if (who === 'research') return { text: 'mine' };
      visits += 1;
      return visits < 3 ? ask('research', `question ${visits}`) : { text: 'done' };
    });
    await stand.run(agentOf({ instructions: 'I am root.', tools: callsOf('research') }), { query: 'go' });
    const asked = stand.model.requests.filter((request) => whoAsks(request) === 'research');
    expect(asked.map(({ messages }) => messages.slice(1))).toEqual([
      [{ role: 'user', content: 'question 1' }],
      [{ role: 'user', content: 'question 2' }],
    ]);
    expect(stand.of('member').map(({ visit, state }) => [visit, state])).toEqual([
      [1, 'started'],
      [1, 'succeeded'],
      [2, 'started'],
      [2, 'succeeded'],
    ]);
  });

  it('fail as a tool fails: the model is told, and an event says why', async () => {
    const { stand, root } = chain((who, request, call) =>
      who === 'checker' ? { text: 'x', finishReason: 'content_filter' } : answers(who, request, call),
    );
    expect((await stand.run(root, { query: 'go' })).status).toBe('succeeded');
    expect(stand.of('error')).toMatchObject([
      { member: 'research/checker', error: { code: 'provider_failed' } },
    ]);
    expect(stand.of('tool.result')[0]).toMatchObject({ name: 'checker', outcome: 'error' });
  });

  it.each([
    [
      'its own limit',
      [
        memberOf('research', {
          limits: { maxCostUsd: 1, maxSteps: 1, maxSeconds: 9, maxOutputTokens: 9 },
          tools: callsOf('checker'),
        }),
        checker,
      ],
      'research',
    ],
    ['the limit of what is around it', [research, checker], 'root'],
  ])('stop at %s', async (_, specs, whose) => {
    const { stand } = chain(answers, specs);
    const root = agentOf({
      name: 'root',
      instructions: 'I am root.',
      tools: callsOf('research'),
      limits: { maxCostUsd: 1, maxSteps: whose === 'root' ? 3 : 9, maxSeconds: 9, maxOutputTokens: 9 },
    });
    await stand.run(root, { query: 'go' });
    const errors = stand.of('error').map(({ error }) => error);
    expect(errors[0]?.code).toBe('limit_exceeded');
    expect(errors[0]?.message).toContain(`"${whose}" used all`);
  });

  it.each([
    ['tokens', { maxTokens: 30 }, 'maxTokens'],
    ['depth', { maxDepth: 1 }, 'maxDepth'],
  ])('stay within the %s of the run', async (_, limit, words) => {
    const { stand } = chain();
    const root = agentOf({
      instructions: 'I am root.',
      tools: callsOf('research'),
      limits: { maxCostUsd: 1, maxSteps: 20, maxSeconds: 9, maxOutputTokens: 500, ...limit },
    });
    await stand.run(root, { query: 'go' });
    expect(JSON.stringify(stand.events)).toContain(`limits.${words}`);
    expect(stand.tools.calls).toEqual([]);
  });

  it('are served where their callers allow', async () => {
    const model = (regions?: string[]) => ({
      task: 'simple_query' as const,
      use: [],
      ...(regions === undefined ? {} : { regions }),
    });
    const specs = [
      memberOf('research', { tools: callsOf('checker'), model: model(['eu', 'us']) }),
      memberOf('checker', { model: model() }),
    ];
    const { stand } = chain(
      (who, request, call) => (who === 'checker' ? { text: 'so' } : answers(who, request, call)),
      specs,
    );
    const regions: unknown[] = [];
    const stream = stand.model.stream.bind(stand.model);
    stand.model.stream = (request, options) => {
      regions.push([whoAsks(request), Reflect.get(options, 'regions')]);
      return stream(request, options);
    };
    const root = agentOf({ instructions: 'I am root.', tools: callsOf('research'), model: model(['eu']) });
    await stand.run(root, { query: 'go' });
    expect(regions.slice(0, 3)).toEqual([
      ['root', ['eu']],
      ['research', ['eu']],
      ['checker', ['eu']],
    ]);
  });

  it('never call themselves', async () => {
    const loop = memberOf('research', { tools: callsOf('research') });
    const { stand, root } = chain(
      (who, { messages }) => (messages.at(-1)?.role === 'tool' ? { text: 'done' } : ask('research', who)),
      [loop],
    );
    expect((await stand.run(root, { query: 'go' })).status).toBe('succeeded');
    expect(JSON.stringify(stand.of('tool.result'))).toContain('calls itself');
  });
});

describe('resuming members (Q4)', () => {
  function dying(dieAt: number) {
    const { stand, root } = chain();
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
    return { stand, root, points: () => point };
  }

  it('finishes the same wherever it dies, and repeats only what was in flight', async () => {
    const whole = dying(Number.POSITIVE_INFINITY);
    await whole.stand.run(whole.root, { query: 'go' });
    expect(whole.points()).toBeGreaterThan(25);
    for (let dieAt = 1; dieAt <= whole.points(); dieAt += 1) {
      const { stand, root } = dying(dieAt);
      const runId = newId('run');
      await expect(stand.run(root, { query: 'go' }, { runId }), `at ${dieAt}`).rejects.toThrow('killed');
      const outcome = await stand.run(root, { query: 'go' }, { runId, resume: true });
      expect(outcome, `died at ${dieAt}`).toMatchObject({
        status: 'succeeded',
        output: 'root answers',
        costNanoUsd: 6_000,
        steps: 6,
        tokens: { total: 90 },
      });
      expect(outcome.calls.map(({ name }) => name).sort()).toEqual(['calculator', 'checker', 'research']);
      expect(stand.model.requests.length).toBeLessThanOrEqual(7);
      expect(stand.tools.calls.length).toBeLessThanOrEqual(2);
      expect(stand.model.requests.length + stand.tools.calls.length).toBeLessThanOrEqual(8);
    }
  });
});
