import { queryAsAdmin } from '@agent-factory/db/testing';
import { finishEvent } from '@agent-factory/llm/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getTeamPolicy } from '../team-policy/get.ts';
import { setTeamPolicy } from '../team-policy/set.ts';
import { openStand, refusal, type Stand } from '../testing/stand.ts';
import { daysOf, monthOf } from '../usage/month.ts';
import { summarizeUsage } from '../usage/summary.ts';
import { bindCall } from './bind-call.ts';
import { callOptionsFor } from './call-options.ts';
import { defaultPlanOf } from './plan-caps.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

async function teamWithPlan(plan: 'free' | 'pro' | 'enterprise') {
  const ctx = await stand.tenant();
  await queryAsAdmin(stand.adminUrl, 'update public.teams set plan = $2 where id = $1', [
    ctx.actor.teamId,
    plan,
  ]);
  return ctx;
}

test.each([
  ['free', [{ nanoUsd: 1_000_000, by: 'plan' }]],
  ['pro', [{ nanoUsd: 10_000_000, by: 'plan' }]],
  ['enterprise', []],
] as const)('a team on %s has its cap', async (plan, caps) => {
  const ctx = await teamWithPlan(plan);
  const options = await callOptionsFor({ services: stand.services, actor: ctx.actor, purpose: 'test' });
  expect(options.caps).toEqual(caps);
  expect(options.account).toMatchObject({
    teamId: ctx.actor.teamId,
    userId: ctx.actor.userId,
    runId: null,
    apiKeyId: null,
    purpose: 'test',
  });
});

test('a team’s own bounds stand beside its plan’s, and count as soon as they are set', async () => {
  const ctx = await teamWithPlan('pro');
  const { actor } = ctx;
  await callOptionsFor({ services: stand.services, actor, purpose: 'test' });
  const set = await setTeamPolicy({
    ctx,
    input: {
      max_cost_usd: 0.002,
      allow_models: ['openai/*', 'anthropic/*'],
      switched_off: ['openai/gpt-5', 'openai/gpt-5'],
      regions: ['eu'],
      cache: true,
    },
  });
  expect(set).toMatchObject({
    plan: 'pro',
    max_cost_usd: 0.002,
    switched_off: ['openai/gpt-5'],
    cache: true,
  });
  expect(await callOptionsFor({ services: stand.services, actor, purpose: 'test' })).toMatchObject({
    caps: [
      { nanoUsd: 10_000_000, by: 'plan' },
      { nanoUsd: 2_000_000, by: 'team' },
    ],
    allowModels: ['openai/*', 'anthropic/*'],
    denyModels: ['openai/gpt-5'],
    regions: ['eu'],
    cache: true,
  });
  // What is left out stays; null takes a bound away.
  await setTeamPolicy({ ctx, input: { max_cost_usd: null, monthly_budget_usd: 3 } });
  expect(await getTeamPolicy({ ctx })).toEqual({
    ...set,
    max_cost_usd: null,
    monthly_budget_usd: 3,
  });
  expect((await summarizeUsage({ ctx, input: {} })).budget).toEqual({
    limit_usd: 3,
    spent_usd: 0,
    reserved_usd: 0,
    left_usd: 3,
  });
});

test('everybody reads the policy, admins alone set it, and nonsense is refused', async () => {
  const ctx = await stand.tenant();
  const [viewer, editor, admin] = await Promise.all(
    (['viewer', 'editor', 'admin'] as const).map((role) => stand.member(ctx, role)),
  );
  if (viewer === undefined || editor === undefined || admin === undefined) throw new Error('three joined');
  expect((await getTeamPolicy({ ctx: viewer })).plan).toBe('enterprise');
  expect(await refusal(setTeamPolicy({ ctx: editor, input: { cache: true } }))).toBe('forbidden');
  expect((await setTeamPolicy({ ctx: admin, input: { cache: true } })).cache).toBe(true);
  for (const input of [
    { allow_models: [] },
    { allow_models: ['gpt 5'] },
    { regions: ['EU!'] },
    { max_cost_usd: -1 },
    { plan: 'pro' },
  ]) {
    expect(await refusal(setTeamPolicy({ ctx: admin, input }))).toBe('invalid_input');
  }
});

test('what a call asks for narrows the bounds that it is bound to', async () => {
  const asked: unknown[] = [];
  const model = bindCall(
    {
      async *stream(_request, options) {
        asked.push(options.regions);
        yield finishEvent({});
      },
    },
    async () => ({ regions: ['eu', 'us'] }),
  );
  const { signal } = new AbortController();
  const request = {
    task: 'auto',
    messages: [],
    tools: [],
    maxOutputTokens: 1,
    use: [],
    maxCostNanoUsd: null,
  } as const;
  for (const regions of [undefined, ['us', 'ap'], ['ap']]) {
    for await (const _ of model.stream(request, { signal, ...(regions === undefined ? {} : { regions }) }));
  }
  expect(asked).toEqual([['eu', 'us'], ['us'], []]);
});

test('a deployment says what teams have that chose nothing', () => {
  expect(defaultPlanOf({})).toBe('free');
  expect(defaultPlanOf({ AGENT_FACTORY_MODE: 'local' })).toBe('enterprise');
  expect(defaultPlanOf({ AGENT_FACTORY_MODE: 'local', DEFAULT_PLAN: 'pro' })).toBe('pro');
  expect(() => defaultPlanOf({ DEFAULT_PLAN: 'gold' })).toThrow('DEFAULT_PLAN must be one of');
});

test('a month is a calendar month in UTC, and its days are those so far', () => {
  const at = Date.parse('2026-12-31T23:59:59.999Z');
  const month = monthOf(undefined, at);
  expect(month).toEqual({
    name: '2026-12',
    from: new Date('2026-12-01T00:00:00Z'),
    until: new Date('2027-01-01T00:00:00Z'),
  });
  expect(daysOf(month, at)).toHaveLength(31);
  expect(daysOf(month, Date.parse('2026-12-02T00:00:00Z'))).toEqual(['2026-12-01', '2026-12-02']);
  expect(daysOf(monthOf('2024-02', at), at).at(-1)).toBe('2024-02-29');
  expect(daysOf(monthOf('2027-01', at), at)).toEqual([]);
});
