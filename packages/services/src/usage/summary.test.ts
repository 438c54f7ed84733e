import { newId, type TeamId } from '@agent-factory/contracts';
import { queryAsAdmin } from '@agent-factory/db/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServiceContext } from '../service-context.ts';
import { openStand, refusal, type Stand } from '../testing/stand.ts';
import { addUp } from './add-up.ts';
import { monthOf } from './month.ts';
import { summarizeUsage } from './summary.ts';
import { closedUntil } from './sums.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

const now = Date.parse('2026-11-22T06:00:00Z');
const at = (ctx: ServiceContext): ServiceContext => ({ ...ctx, clock: { now: () => now } });

/** One call that was answered, cost a dollar and took 10 tokens each way. */
function called(teamId: TeamId, when: string, firstTokenMs: number, costNanoUsd = 1_000_000_000) {
  return queryAsAdmin(
    stand.adminUrl,
    `insert into public.model_calls (id, team_id, purpose, attempt_number, provider, model, payer, outcome, tokens_input,
      tokens_cached_input, tokens_cache_write, tokens_output, tokens_reasoning, cost_nano_usd, reserved_nano_usd,
      estimated, first_token_ms, duration_ms, created_at)
    values ($1, $2, 'run', 1, 'openai', 'gpt-5-mini', 'platform', 'answered', 10, 0, 0, 10, 0, $3, 0, false, $4, 9, $5)`,
    [newId('modelCall'), teamId, costNanoUsd, firstTokenMs, when],
  );
}

test('a month is the sum of its closed days, which are kept, and of those that are not, which are read', async () => {
  const ctx = at(await stand.tenant());
  const { teamId } = ctx.actor;
  // The first and last moments of the month and of its closed days, and what lies outside.
  await called(teamId, '2026-10-31T23:59:59.999Z', 9);
  await called(teamId, '2026-11-01T00:00:00Z', 100);
  await called(teamId, '2026-11-20T23:59:59.999Z', 200);
  await called(teamId, '2026-11-21T00:00:00Z', 300);
  await called(teamId, '2026-11-22T05:59:59Z', 2_345);
  await called(teamId, '2026-12-01T00:00:00Z', 9);
  const first = await summarizeUsage({ ctx, input: {} });
  expect(first.totals).toMatchObject({ calls: 4, cost_usd: 4, tokens: { total: 80 } });
  expect(first.by_day.filter(({ calls }) => calls > 0).map(({ day }) => day)).toEqual(
    ['01', '20', '21', '22'].map((day) => `2026-11-${day}`),
  );
  // As percentile_cont says of 100, 200, 300 and 2,350.
  expect(first.by_model).toMatchObject([{ calls: 4, first_token_ms_p50: 250, first_token_ms_p95: 2_042.5 }]);

  await called(teamId, '2026-11-22T05:59:59.5Z', 300);
  expect((await summarizeUsage({ ctx, input: {} })).totals.calls, 'what just ended is there').toBe(5);
  await called(teamId, '2026-11-20T10:00:00Z', 300);
  expect((await summarizeUsage({ ctx, input: {} })).totals.calls, 'a closed day is kept').toBe(5);
  await ctx.cache.forget('usage', teamId);
  expect((await summarizeUsage({ ctx, input: {} })).totals.calls).toBe(6);
  expect((await summarizeUsage({ ctx, input: { month: '2026-10' } })).totals.calls).toBe(1);
});

test('what is kept of a team is for those who may see it now', async () => {
  const owner = at(await stand.tenant());
  const viewer = at(await stand.member(owner, 'viewer'));
  await called(owner.actor.teamId, '2026-11-02T00:00:00Z', 100);
  expect((await summarizeUsage({ ctx: viewer, input: {} })).totals.calls).toBe(1);
  const { actor } = viewer;
  if (actor.type !== 'user') throw new Error('a member is a person');
  await queryAsAdmin(stand.adminUrl, 'delete from public.team_members where user_id = $1 and team_id = $2', [
    actor.userId,
    actor.teamId,
  ]);
  expect(await refusal(summarizeUsage({ ctx: viewer, input: {} }))).toBe('not_found');
  // Nor did who asked in vain leave an empty month behind for the others.
  expect((await summarizeUsage({ ctx: owner, input: {} })).totals.calls).toBe(1);
});

test('what is closed lies within the month, and ended a day ago', () => {
  const month = monthOf('2026-11', now);
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(2026, 9, 25), max: Date.UTC(2026, 11, 9) }), (at) => {
      const until = closedUntil(month, at);
      expect(until.getTime() % 86_400_000).toBe(0);
      expect(until >= month.from && until <= month.until).toBe(true);
      if (until > month.from) expect(at - until.getTime()).toBeGreaterThanOrEqual(86_400_000);
    }),
  );
});

test('percentiles of counted waits are those of the waits themselves', () => {
  const model = { provider: 'openai', model: 'm', payer: 'platform' } as const;
  const group = {
    ...model,
    day: '2026-11-01',
    purpose: 'run',
    attempts: 1,
    failedAttempts: 0,
    cachedAnswers: 0,
  };
  const sums = { ...group, calls: 1, tokensInput: 0, tokensOutput: 0, costNanoUsd: 0 };
  const groups = [{ ...sums, failedCostNanoUsd: 0, unpriced: 0 }];
  const exactly = (sorted: readonly number[], share: number) => {
    const place = (sorted.length - 1) * share;
    const [low = 0, high = 0] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
    return low + (place - Math.floor(place)) * (high - low);
  };
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1 }), (waits) => {
      const rows = waits.map((ms) => ({ ...model, ms, calls: 1 }));
      const [found] = addUp(groups, rows, []).by_model;
      const sorted = waits.toSorted((a, b) => a - b);
      expect(Math.abs((found?.first_token_ms_p50 ?? -1) - exactly(sorted, 0.5))).toBeLessThan(0.051);
      expect(Math.abs((found?.first_token_ms_p95 ?? -1) - exactly(sorted, 0.95))).toBeLessThan(0.051);
    }),
  );
});
