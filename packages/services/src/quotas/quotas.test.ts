import { isAppError, newId, type QuotaView } from '@agent-factory/contracts';
import { queryAsAdmin } from '@agent-factory/db/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAgent } from '../agents/create.ts';
import type { cancelRun } from '../runs/cancel.ts';
import { executeRun } from '../runs/execute.ts';
import { defaultRunTimings } from '../runs/execution/run-timings.ts';
import { startRun } from '../runs/start.ts';
import type { ServiceContext } from '../service-context.ts';
import { agentText, openStand, refusalError, type Stand } from '../testing/stand.ts';
import { getQuota as getKeptQuota } from './get.ts';
import { planQuotas } from './plan-quotas.ts';
import { requireTokens } from './require-tokens.ts';
import { warnOfQuota } from './warn.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

type Grants = Partial<Record<'plan' | 'runs_quota' | 'tokens_quota' | 'period_anchor', string | number>>;

/** What an operator does by hand. */
async function grant(ctx: ServiceContext, grants: Grants): Promise<void> {
  const columns = Object.keys(grants).map((name, place) => `${name} = $${place + 2}`);
  const values = Object.values(grants);
  await queryAsAdmin(stand.adminUrl, `update public.teams set ${columns.join(', ')} where id = $1`, [
    ctx.actor.teamId,
    ...values,
  ]);
}

async function withAgent(grants: Grants = {}) {
  const ctx = await stand.tenant();
  if (Object.keys(grants).length > 0) await grant(ctx, grants);
  const agent = await createAgent({ ctx, input: { spec: agentText('adder') } });
  const start = (input: object = {}) =>
    startRun({ ctx, input: { agent_id: agent.id, query: '1 + 1', ...input } });
  return { ctx, start };
}

async function work(ctx: ServiceContext, run_id: Parameters<typeof cancelRun>[0]['input']['run_id']) {
  await executeRun({
    services: stand.services,
    input: { run_id, team_id: ctx.actor.teamId },
    workerId: 'one',
    signal: new AbortController().signal,
    timings: defaultRunTimings,
  });
}

/** As it is now, not as it was a minute ago. */
async function getQuota({ ctx }: { ctx: ServiceContext }): Promise<QuotaView> {
  await ctx.cache.forget('quota', ctx.actor.teamId);
  return getKeptQuota({ ctx });
}

/** What the rows themselves say. */
async function straightCount({ actor }: ServiceContext): Promise<{ runs: number; tokens: number }> {
  const [row] = await queryAsAdmin<{ runs: number; tokens: number }>(
    stand.adminUrl,
    `select count(*)::int as runs,
      coalesce(sum(tokens_input + tokens_output) filter (where finished_at is not null), 0)::int as tokens
     from public.runs where team_id = $1`,
    [actor.teamId],
  );
  if (row === undefined) throw new Error('a count has a row');
  return row;
}

const used = ({ runs, tokens }: QuotaView) => ({ runs: runs.used, tokens: tokens.used });

async function warnings({ actor }: ServiceContext) {
  return queryAsAdmin<{ kind: string; used: number; told: boolean }>(
    stand.adminUrl,
    `select kind, used_amount::int as used, told_at is not null as told from public.quota_warnings
     where team_id = $1 order by kind`,
    [actor.teamId],
  );
}

describe('runs', () => {
  test('of 100 starts at once, exactly as many are admitted as the quota has', async () => {
    const { ctx, start } = await withAgent({ runs_quota: 37 });
    // On a busy machine one may wait too long for a connection; then it has not begun, and comes again.
    const patient = (): Promise<unknown> =>
      start().catch((error: unknown) => {
        if (error instanceof Error && error.message.includes('timeout exceeded when trying to connect'))
          return patient();
        throw error;
      });
    const all = await Promise.allSettled(Array.from({ length: 100 }, patient));
    const reasons = all.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    expect(reasons.filter((reason) => !isAppError(reason) || reason.code !== 'quota_exceeded')).toEqual([]);
    expect(reasons).toHaveLength(63);
    expect(await straightCount(ctx)).toEqual({ runs: 37, tokens: 0 });
    const view = await getQuota({ ctx });
    expect(view.runs).toEqual({ used: 37, limit: 37, left: 0, state: 'used_up' });
  });

  test('on the way from where starts go side by side to where they go one by one, none is lost', async () => {
    const { ctx, start } = await withAgent({ runs_quota: 1_000_000 });
    // Of the next sixty about half see more left than twice the connections there may be, and half do not.
    await queryAsAdmin(
      stand.adminUrl,
      `insert into public.quota_counts (team_id, period_start, part, runs)
       select $1, begins, 99, 1000000 - 2 * current_setting('max_connections')::integer - 30
       from app.quota_period(null, now())`,
      [ctx.actor.teamId],
    );
    const before = (await getQuota({ ctx })).runs.used;
    await Promise.all(Array.from({ length: 60 }, () => start()));
    expect((await getQuota({ ctx })).runs.used - before).toBe(60);
    const parts = await queryAsAdmin(
      stand.adminUrl,
      `select part from public.quota_counts where team_id = $1 and part <> 99`,
      [ctx.actor.teamId],
    );
    expect(parts.length).toBeGreaterThan(1);
  });

  test('the refusal says what, how much and when it resets', async () => {
    const { start } = await withAgent({ runs_quota: 0, period_anchor: '2026-01-31T00:00:00Z' });
    const error = await refusalError(start());
    expect(error.code).toBe('quota_exceeded');
    expect(error.message).toMatch(/has used 0 of its 0 runs of this period\. The next period begins on \d+ /);
    const { resets_at = '', ...quota } = error.quota ?? {};
    expect(quota).toEqual({ what: 'runs', used: 0, limit: 0 });
    const inSeconds = (new Date(resets_at).getTime() - Date.now()) / 1_000;
    expect(error.retryAfterSeconds).toBeGreaterThanOrEqual(inSeconds - 1);
    expect(error.retryAfterSeconds).toBeLessThan(inSeconds + 60);
  });

  test('a call that is repeated counts once, and is answered when nothing is left', async () => {
    const { ctx, start } = await withAgent({ runs_quota: 1 });
    const input = { idempotency_key: 'once' };
    const runs = await Promise.all(Array.from({ length: 10 }, () => start(input)));
    expect(new Set(runs.map(({ run_id }) => run_id)).size).toBe(1);
    expect(await start(input)).toMatchObject({ run_id: runs[0]?.run_id });
    expect((await refusalError(start())).code).toBe('quota_exceeded');
    expect(used(await getQuota({ ctx }))).toEqual({ runs: 1, tokens: 0 });
  });

  test('a start that is refused for another reason is not counted', async () => {
    const { ctx, start } = await withAgent({ runs_quota: 5 });
    await start({ thread_id: newId('thread') }).catch(() => {});
    await start({ version: 9 }).catch(() => {});
    expect((await getQuota({ ctx })).runs.used).toBe(0);
  });

  test('deleting what ran gives nothing back', async () => {
    const { ctx, start } = await withAgent({ runs_quota: 1 });
    const { run_id } = await start();
    await queryAsAdmin(stand.adminUrl, 'delete from public.runs where id = $1', [run_id]);
    expect((await refusalError(start())).code).toBe('quota_exceeded');
    expect((await getQuota({ ctx })).runs.used).toBe(1);
  });

  test('one team’s quota is no other’s', async () => {
    const [full, free] = await Promise.all([withAgent({ runs_quota: 0 }), withAgent({ runs_quota: 1 })]);
    expect((await refusalError(full.start())).code).toBe('quota_exceeded');
    await free.start();
  });
});

describe('plans', () => {
  test('a team has what its plan has, and what an operator grants it instead', async () => {
    const { ctx } = await withAgent({ plan: 'free' });
    expect(await getQuota({ ctx })).toMatchObject({
      plan: 'free',
      runs: { limit: planQuotas.free.runs },
      tokens: { limit: planQuotas.free.tokens },
    });
    await grant(ctx, { runs_quota: 7 });
    expect(await getQuota({ ctx })).toMatchObject({
      runs: { limit: 7 },
      tokens: { limit: planQuotas.free.tokens },
    });
  });

  test('a team that chose none has the deployment’s', async () => {
    const { ctx } = await withAgent();
    expect(await getQuota({ ctx })).toMatchObject({ plan: 'enterprise', runs: { limit: null, left: null } });
  });
});

describe('tokens', () => {
  test('count when the run has ended, and are the hard stop of the next', async () => {
    const { ctx, start } = await withAgent({ tokens_quota: 1 });
    const { run_id } = await start();
    expect((await getQuota({ ctx })).tokens.used).toBe(0);
    await work(ctx, run_id);
    const counted = await straightCount(ctx);
    expect(counted.tokens).toBeGreaterThan(0);
    expect(used(await getQuota({ ctx }))).toEqual(counted);
    const error = await refusalError(start());
    expect(error).toMatchObject({
      code: 'quota_exceeded',
      quota: { what: 'tokens', limit: 1, used: counted.tokens },
    });
    expect((await refusalError(requireTokens(ctx))).quota).toMatchObject({ what: 'tokens' });
  });

  test('of calls outside of runs count at once; those of the cache do not', async () => {
    const { ctx } = await withAgent({ tokens_quota: 100 });
    const account = {
      teamId: ctx.actor.teamId,
      runId: null,
      apiKeyId: null,
      userId: null,
      purpose: 'gateway',
    };
    const tokens = { input: 30, output: 12, total: 42, cachedInput: 0, cacheWrite: 0, reasoning: 0 };
    const { accounts } = stand.services.spending;
    accounts.cached(account, { provider: 'offline', model: 'offline/x', tokens });
    const attempt = { provider: 'offline', model: 'offline/x', payer: 'platform', worstNanoUsd: 0 } as const;
    const hold = await accounts.reserve(account, attempt);
    void accounts.settle(account, hold, {
      provider: 'offline',
      model: 'offline/x',
      region: null,
      payer: 'platform',
      keyId: null,
      outcome: 'answered',
      reason: null,
      tokens,
      costNanoUsd: 0,
      estimated: false,
      firstTokenMs: 1,
      durationMs: 1,
    });
    await accounts.drain();
    expect((await getQuota({ ctx })).tokens).toMatchObject({ used: 42, left: 58, state: 'fine' });
    await requireTokens(ctx);
  });
});

describe('warnings', () => {
  test('come once a period, at four fifths, and reach the webhooks once', async () => {
    const { ctx, start } = await withAgent({ runs_quota: 5 });
    for (let n = 0; n < 3; n++) await start();
    expect(await warnings(ctx)).toEqual([]);
    expect((await getQuota({ ctx })).runs.state).toBe('fine');
    await start();
    expect((await getQuota({ ctx })).runs.state).toBe('near');
    await start();
    expect(await warnings(ctx)).toEqual([{ kind: 'runs', used: 4, told: false }]);
    const [job] = await queryAsAdmin<{ jobs: number }>(
      stand.adminUrl,
      `select count(*)::int as jobs from graphile_worker.jobs where key = $1`,
      [`quota ${ctx.actor.teamId}`],
    );
    expect(job).toEqual({ jobs: 1 });
    const input = { team_id: ctx.actor.teamId };
    await Promise.all([
      warnOfQuota({ services: stand.services, input }),
      warnOfQuota({ services: stand.services, input }),
    ]);
    expect(await warnings(ctx)).toEqual([{ kind: 'runs', used: 4, told: true }]);
  });

  test('quota.warning is one event for each period, whatever is used beyond four fifths', async () => {
    const { ctx, start } = await withAgent({ runs_quota: 5 });
    const { teamId } = ctx.actor;
    await queryAsAdmin(
      stand.adminUrl,
      `insert into public.webhook_endpoints (id, team_id, url, events, envelope, key_version, secret_hint)
       values ($1, $2, 'https://hooks.example.test/', '{quota.warning}', 'x', 'x', 'xxxx')`,
      [newId('webhook'), teamId],
    );
    const told = () =>
      queryAsAdmin<{ data: Record<string, unknown> }>(
        stand.adminUrl,
        `select payload::jsonb -> 'data' as data from public.webhook_events
         where team_id = $1 and type = 'quota.warning' order by created_at, id`,
        [teamId],
      );
    const warn = () => warnOfQuota({ services: stand.services, input: { team_id: teamId } });
    for (let n = 0; n < 5; n++) {
      await start();
      await warn();
    }
    const [first, ...more] = await told();
    expect(more).toEqual([]);
    expect(first?.data).toMatchObject({ what: 'runs', used: 4, limit: 5, key_id: null });
    // As it is once that period is over.
    for (const table of ['quota_warnings', 'quota_counts']) {
      await queryAsAdmin(
        stand.adminUrl,
        `update public.${table} set period_start = period_start - interval '40 days' where team_id = $1`,
        [teamId],
      );
    }
    await queryAsAdmin(
      stand.adminUrl,
      `update public.runs set created_at = created_at - interval '40 days' where team_id = $1`,
      [teamId],
    );
    for (let n = 0; n < 5; n++) {
      await start();
      await warn();
    }
    expect((await told()).map(({ data }) => [data.what, data.used])).toEqual([
      ['runs', 4],
      ['runs', 4],
    ]);
  });

  test('of tokens too', async () => {
    const { ctx, start } = await withAgent({ tokens_quota: 10 });
    const { run_id } = await start();
    await work(ctx, run_id);
    expect(await warnings(ctx)).toMatchObject([{ kind: 'tokens' }]);
  });
});

test('a period that begins elsewhere is counted anew from the rows', async () => {
  const { ctx, start } = await withAgent({ runs_quota: 3 });
  const [first, second] = [await start(), await start()];
  if (first === undefined || second === undefined) throw new Error('two runs were started');
  await work(ctx, first.run_id);
  await queryAsAdmin(
    stand.adminUrl,
    `update public.runs set created_at = now() - interval '2 hours' where id = $1`,
    [second.run_id],
  );
  const anchor = new Date(Date.now() - 3_600_000).toISOString();
  await grant(ctx, { period_anchor: anchor });
  const view = await getQuota({ ctx });
  expect(view.period.starts_at).toBe(anchor);
  expect(used(view)).toEqual({ runs: 1, tokens: (await straightCount(ctx)).tokens });
});
