import { newId } from '@agent-factory/contracts';
import { describe, expect, it } from 'vitest';
import { RunWaits } from '../run/run-waits.ts';
import { agentOf, rule, standOf } from '../testing/stand.ts';

const calm = rule({
  id: 'calm',
  at: ['output'],
  otherwise: 'escalate',
  check: { kind: 'forbidPattern', pattern: '!' },
});
const short = rule({ id: 'short', at: ['output'], check: { kind: 'maxLength', characters: 20 } });

/** Runs until people are asked, lets them decide, and goes on. */
async function decided(decision: Parameters<ReturnType<typeof standOf>['approvals']['decide']>[1]) {
  const stand = standOf([{ text: 'Buy now!' }]);
  const agent = agentOf({ invariants: [short, calm] });
  const runId = newId('run');
  await expect(stand.run(agent, { query: 'hi' }, { runId })).rejects.toBeInstanceOf(RunWaits);
  const [asked] = stand.approvals.asked;
  if (asked === undefined) throw new Error('nobody was asked');
  expect(stand.texts()).toBe('');
  stand.approvals.decide(asked.key, decision);
  const outcome = await stand.run(agent, { query: 'hi' }, { runId, resume: true });
  expect(stand.model.requests, 'the answer is not asked for again').toHaveLength(1);
  return { stand, asked, outcome };
}

describe('an escalated rule', () => {
  it('asks with the rule, the value and what the spec says about silence', async () => {
    const { asked, stand, outcome } = await decided({ state: 'approved', approved: true, value: 'Buy now!' });
    expect(asked).toMatchObject({
      about: 'invariant',
      member: null,
      subject: { name: 'calm', value: 'Buy now!' },
      reason: 'The rule holds. The forbidden pattern occurs.',
      timeoutSeconds: 86_400,
      onTimeout: 'deny',
    });
    expect(outcome).toMatchObject({ status: 'succeeded', output: 'Buy now!' });
    expect(stand.of('approval').map(({ state }) => state)).toEqual(['pending', 'approved']);
    expect(stand.of('invariant').at(-1)).toMatchObject({
      id: 'calm',
      verdict: 'violated',
      action: 'escalate',
    });
    expect(stand.texts()).toBe('Buy now!');
  });

  it('lets what people made of it pass', async () => {
    const { outcome } = await decided({ state: 'edited', approved: true, value: 'Buy, if you like.' });
    expect(outcome.output).toBe('Buy, if you like.');
  });

  it('holds what people made of it against the other rules, those before it too', async () => {
    const { outcome, stand } = await decided({
      state: 'edited',
      approved: true,
      value: 'Buy, if you like, or do not buy.',
    });
    expect(outcome.status).toBe('refused');
    expect(outcome.error?.message).toContain('"short"');
    expect(stand.texts()).toBe('');
  });

  it.each([
    [
      'denied',
      { state: 'denied' as const, decidedBy: 'Ann', note: 'Too loud.' },
      'Refused by Ann. Too loud.',
    ],
    ['silence', { state: 'expired' as const }, 'Nobody decided in time.'],
  ])('%s blocks', async (_, decision, words) => {
    const { outcome, stand } = await decided({ ...decision, approved: false });
    expect(outcome.status).toBe('refused');
    expect(outcome.error?.message).toContain(words);
    expect(stand.of('invariant').at(-1)?.action).toBe('block');
    expect(stand.texts()).toBe('');
  });

  it('passes by silence where the spec says so', async () => {
    const { outcome } = await decided({ state: 'expired', approved: true, value: 'Buy now!' });
    expect(outcome.status).toBe('succeeded');
  });

  it('is asked anew for another value', async () => {
    const stand = standOf([{ text: 'One!' }, { text: 'Two!' }]);
    const agent = agentOf({ invariants: [calm] });
    for (const query of ['a', 'b']) {
      await expect(stand.run(agent, { query })).rejects.toBeInstanceOf(RunWaits);
    }
    expect(new Set(stand.approvals.asked.map(({ key }) => key)).size).toBe(2);
  });
});
