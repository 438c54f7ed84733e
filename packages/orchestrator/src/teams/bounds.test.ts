import { AppError, newId } from '@agent-factory/contracts';
import type { Limits } from '@agent-factory/spec';
import { describe, expect, it } from 'vitest';
import { RunWaits } from '../run/run-waits.ts';
import { rule } from '../testing/stand.ts';
import { lastSaid, listed, memberOf, standWith, teamOf, whoAsks } from '../testing/team-stand.ts';

const ask = { query: 'What about tea?' };

describe('a thread', () => {
  it('is remembered by the team, for the members that work on what the person says', async () => {
    const stand = standWith([memberOf('a'), memberOf('b')], (who, request) => ({
      text: `${who}:${request.messages.length}`,
    }));
    const team = teamOf('sequence', { members: listed('a', 'b') });
    await stand.run(team, { query: 'first' });
    const outcome = await stand.run(team, { query: 'second' });
    // Instructions, question, answer and the new question; the second member sees what the first has made alone.
    expect(outcome.output).toBe('b:2');
    expect(stand.model.requests[2]?.messages.slice(1)).toEqual([
      { role: 'user', content: 'first' },
      { role: 'assistant', content: 'b:2', toolCalls: [] },
      { role: 'user', content: 'second' },
    ]);
  });
});

describe('what binds the team', () => {
  it('holds its rules at its own input and output', async () => {
    const stand = standWith([memberOf('a'), memberOf('b')], () => ({ text: 'bomb' }));
    const check = { kind: 'forbidPattern', pattern: 'bomb' } as const;
    const guarded = (at: 'input' | 'output') =>
      teamOf('sequence', { members: listed('a', 'b') }, { invariants: [rule({ at: [at], check })] });
    expect(await stand.run(guarded('input'), { query: 'a bomb' })).toMatchObject({
      status: 'refused',
      error: { code: 'invariant_violated' },
    });
    expect(stand.model.requests).toHaveLength(0);
    expect(await stand.run(guarded('output'), ask)).toMatchObject({ status: 'refused' });
  });

  it('holds its output schema against what was made', async () => {
    const output = { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'] } as const;
    const stand = standWith([memberOf('a')], (_, request) => ({ text: lastSaid(request) }));
    const team = teamOf('sequence', { members: listed('a') }, { output });
    expect((await stand.run(team, { query: '{"ok":true}' })).output).toEqual({ ok: true });
    expect(await stand.run(team, ask)).toMatchObject({ status: 'failed', error: { code: 'invalid_output' } });
  });

  const bounded = (limits: Partial<Limits>) =>
    teamOf(
      'sequence',
      { members: listed('a', 'b', 'c') },
      { limits: { maxCostUsd: 1, maxSteps: 20, maxSeconds: 60, maxOutputTokens: 100, ...limits } },
    );
  const abc = [memberOf('a'), memberOf('b'), memberOf('c')];

  it.each([
    [{ maxSteps: 2 }, 'limit_exceeded', 'maxSteps', 2],
    [{ maxTokens: 30 }, 'limit_exceeded', 'maxTokens', 2],
    // This model does not look at ceilings, so the call that breaks it is made; the router would not make it.
    [{ maxCostUsd: 0.0013 }, 'cost_ceiling', 'maxCostUsd', 3],
  ] as const)('counts what all its members use: %j', async (limits, code, words, calls) => {
    // Each call: 600,000 nano-dollars, 15 tokens.
    const stand = standWith(abc, () => ({ text: 'x', costNanoUsd: 600_000 }));
    const outcome = await stand.run(bounded(limits), ask);
    expect(outcome).toMatchObject({
      status: 'failed',
      error: { code },
      steps: calls,
      costNanoUsd: calls * 600_000,
    });
    expect(outcome.error?.message).toContain(words);
    expect(stand.of('step.finished')).toHaveLength(calls);
  });

  it('stops all its members when its time is up, and keeps what they used', async () => {
    const stand = standWith(abc, () => ({ text: 'x' }));
    let now = 0;
    stand.ports.clock = { now: () => (now += 400) };
    const outcome = await stand.run(bounded({ maxSeconds: 20 }), ask);
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'timed_out' } });
    expect(outcome.costNanoUsd).toBe(stand.of('step.finished').length * 1_000);
  });

  it('lets members lie only so deep', async () => {
    const inner = teamOf('sequence', { members: listed('a', 'b') }, { name: 'inner' });
    const stand = standWith([...abc, inner.spec], () => ({ text: 'x' }));
    const limits = { maxCostUsd: 1, maxSteps: 20, maxSeconds: 60, maxOutputTokens: 100, maxDepth: 1 };
    const outcome = await stand.run(teamOf('sequence', { members: listed('inner') }, { limits }), ask);
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'limit_exceeded' } });
    expect(outcome.error?.message).toContain('maxDepth');
    expect(stand.model.requests).toHaveLength(0);
  });

  it('does not plan on when its model calls are used up', async () => {
    const stand = standWith([memberOf('plan'), memberOf('work')], (who) =>
      who === 'plan'
        ? { text: '{"tasks":[{"id":"a","description":"Do a."}]}' }
        : { error: new AppError('provider_failed', 'gone') },
    );
    const limits = { maxCostUsd: 1, maxSteps: 2, maxSeconds: 60, maxOutputTokens: 100 };
    const outcome = await stand.run(
      teamOf('plan-execute', { planner: 'plan', executor: 'work' }, { limits }),
      ask,
    );
    expect(outcome).toMatchObject({ status: 'failed', error: { message: 'The member "work" failed: gone' } });
    expect(stand.model.requests).toHaveLength(2);
  });
});

describe('a member that waits for people', () => {
  const asking = memberOf('a', {
    tools: [{ type: 'builtin', name: 'calculator' }],
    approvals: ['calculator'],
  });
  const specs = [asking, memberOf('b'), memberOf('c')];
  const calling = (who: string, request: { messages: readonly { role: string }[] }) =>
    who === 'a' && !request.messages.some(({ role }) => role === 'tool')
      ? { calls: [{ id: 'c1', name: 'calculator', arguments: { expression: '1' } }] }
      : { text: `${who} is done` };
  const pair = () => teamOf('parallel', { members: listed('a', 'b'), merge: 'c' }, { name: 'pair' });

  it.each([
    ['in a team', () => pair(), 'a#1'],
    [
      'in a team of a team',
      () => teamOf('sequence', { members: listed('pair') }, { name: 'outer' }),
      'pair#1/a#1',
    ],
  ])('%s lets its siblings end, and goes on alone when they have decided', async (_, team, place) => {
    const stand = standWith([...specs, pair().spec], calling);
    const compiled = team();
    const runId = newId('run');
    await expect(stand.run(compiled, ask, { runId })).rejects.toBeInstanceOf(RunWaits);
    expect(stand.model.requests.map(whoAsks).sort()).toEqual(['a', 'b']);
    expect(stand.tools.calls).toEqual([]);
    const question = stand.approvals.asked[0];
    expect(question?.key).toContain(place);
    // Nothing happens as long as nobody has decided, and the question is put once.
    await expect(stand.run(compiled, ask, { runId, resume: true })).rejects.toBeInstanceOf(RunWaits);
    expect(stand.approvals.asked).toHaveLength(1);
    expect(stand.model.requests).toHaveLength(2);
    stand.approvals.decide(question?.key ?? '', {
      state: 'approved',
      approved: true,
      value: { expression: '1' },
      decidedBy: 'Ada',
    });
    const outcome = await stand.run(compiled, ask, { runId, resume: true });
    expect(outcome).toMatchObject({ status: 'succeeded', output: 'c is done', costNanoUsd: 4_000, steps: 4 });
    expect(stand.model.requests.map(whoAsks).slice(2)).toEqual(['a', 'c']);
    expect(stand.tools.calls).toHaveLength(1);
    const begun = stand.of('member').filter(({ state }) => state === 'started');
    expect(new Set(begun.map(({ member, visit }) => `${member}#${visit}`)).size).toBe(begun.length);
  });
});
