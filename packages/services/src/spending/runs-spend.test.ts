import { nanoUsdToUsd } from '@agent-factory/contracts';
import { queryAsAdmin, seedApiKey } from '@agent-factory/db/testing';
import { completionStream, type StandIn, type StandInReply, startStandIn } from '@agent-factory/llm/testing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createAgent } from '../agents/create.ts';
import { executeRun } from '../runs/execute.ts';
import { defaultRunTimings } from '../runs/execution/run-timings.ts';
import { getRun } from '../runs/get.ts';
import { startRun } from '../runs/start.ts';
import { contextFor } from '../service-context.ts';
import { setTeamPolicy } from '../team-policy/set.ts';
import { agentText, openStand, type Stand } from '../testing/stand.ts';
import { listUsage } from '../usage/list.ts';
import { summarizeUsage } from '../usage/summary.ts';

let vendor: StandIn;
let stand: Stand;
let answer: (index: number) => StandInReply;
beforeAll(async () => {
  vendor = await startStandIn((_request, index) => answer(index));
  stand = await openStand({ env: { OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: `${vendor.url}/v1` } });
});
afterEach(() => {
  vendor.requests.length = 0;
});
afterAll(async () => {
  await stand.drop();
  await vendor.close();
});

const usage = { input: 1_200, output: 50 };
const calls = [{ id: 'a', name: 'calculator', argumentPieces: ['{"expression":"1 + 1"}'] }];
const asking = () => completionStream({ calls, usage });
const answering = () => completionStream({ text: ['It is ', '2.'], usage });

async function started(parts = 'limits: { maxCostUsd: 0.5 }', withKey = false) {
  const ctx = await stand.tenant();
  const spec = agentText('adder', parts).replace(
    'model: { task: simple_query }',
    'model: { task: simple_query, use: [openai/gpt-5-mini] }',
  );
  const agent = await createAgent({ ctx, input: { spec } });
  const caller = withKey
    ? contextFor(
        stand.services,
        await seedApiKey(stand.adminUrl, ctx.actor.teamId, ['runs:write', 'runs:read']),
      )
    : ctx;
  const { run_id } = await startRun({ ctx: caller, input: { agent_id: agent.id, query: '1 + 1?' } });
  const execute = (workerId = 'one') =>
    executeRun({
      services: stand.services,
      input: { run_id, team_id: ctx.actor.teamId },
      workerId,
      signal: new AbortController().signal,
      timings: defaultRunTimings,
    });
  const ended = async () => {
    await stand.services.spending.accounts.drain();
    return getRun({ ctx, input: { run_id } });
  };
  return { ctx, run_id, execute, ended };
}

test('a run, its events, its usage rows and its budgets tell of the same tokens and the same money', async () => {
  answer = (index) => (index === 0 ? { status: 503, json: {} } : index === 1 ? asking() : answering());
  const { ctx, run_id, execute, ended } = await started();
  await execute();
  const run = await ended();
  expect(run).toMatchObject({ status: 'succeeded', output: 'It is 2.' });
  expect(run.cost).toBeGreaterThan(0);

  const { items } = await listUsage({ ctx, input: { run_id } });
  expect(items.map(({ outcome, attempt, purpose }) => [outcome, attempt, purpose]).reverse()).toEqual([
    ['failed', 1, 'simple_query'],
    ['answered', 2, 'simple_query'],
    ['answered', 1, 'simple_query'],
  ]);
  const sum = (of: (row: (typeof items)[number]) => number) =>
    items.reduce((total, row) => total + of(row), 0);
  expect(nanoUsdToUsd(Math.round(sum((row) => (row.cost_usd ?? Number.NaN) * 1e9)))).toBe(run.cost);
  expect(sum((row) => row.tokens.input)).toBe(run.tokens.input);
  expect(sum((row) => row.tokens.output)).toBe(run.tokens.output);

  const budgets = await queryAsAdmin<{ kind: string; spent: string; reserved: string }>(
    stand.adminUrl,
    `select kind, spent_nano_usd as spent, reserved_nano_usd as reserved from public.budgets
     where team_id = $1 order by kind`,
    [ctx.actor.teamId],
  );
  const spent = String(Math.round(run.cost * 1e9));
  expect(budgets).toEqual([
    { kind: 'run', spent, reserved: '0' },
    { kind: 'team', spent, reserved: '0' },
  ]);

  const summary = await summarizeUsage({ ctx, input: {} });
  expect(summary.totals).toMatchObject({
    calls: 2,
    attempts: 3,
    failed_attempts: 1,
    cached_answers: 0,
    cost_usd: run.cost,
    tokens: run.tokens,
  });
  expect(summary.budget).toMatchObject({
    limit_usd: null,
    spent_usd: run.cost,
    reserved_usd: 0,
    left_usd: null,
  });
  expect(summary.by_day.at(-1)).toMatchObject({ cost_usd: run.cost, calls: 2 });
  expect(summary.by_model).toMatchObject([
    { model: 'openai/gpt-5-mini', payer: 'platform', cost_usd: run.cost },
  ]);
  expect(summary.by_purpose).toEqual([{ purpose: 'simple_query', calls: 2, cost_usd: run.cost }]);
});

test('what an earlier worker left unsettled counts against the run’s ceiling', async () => {
  answer = () => answering();
  const { ctx, run_id, execute, ended } = await started('limits: { maxCostUsd: 0.02 }');
  const account = {
    teamId: ctx.actor.teamId,
    runId: run_id,
    run: { limitNanoUsd: 20_000_000, fence: 0 },
    apiKeyId: null,
    userId: null,
    purpose: 'test',
  };
  await stand.services.spending.accounts.reserve(account, {
    provider: 'openai',
    model: 'openai/gpt-5-mini',
    payer: 'platform',
    worstNanoUsd: 19_999_000,
  });
  await execute();
  expect(await ended()).toMatchObject({ status: 'failed', error: { code: 'cost_ceiling' } });
  expect(vendor.requests).toEqual([]);
});

test('what a run spends that was started with an API key counts against that key', async () => {
  answer = () => answering();
  const { ctx, execute, ended } = await started(undefined, true);
  await execute();
  const { cost } = await ended();
  const [budget] = await queryAsAdmin(
    stand.adminUrl,
    `select b.spent_nano_usd as spent from public.budgets b
     join public.api_keys k on k.team_id = b.team_id and k.id = b.subject_id
     where b.team_id = $1 and b.kind = 'api_key'`,
    [ctx.actor.teamId],
  );
  expect(budget).toEqual({ spent: String(Math.round(cost * 1e9)) });
});

test('a team’s monthly budget stops its runs before they spend, and a policy counts within a moment', async () => {
  answer = () => answering();
  const { ctx, execute, ended } = await started();
  await setTeamPolicy({ ctx, input: { monthly_budget_usd: 0.000001 } });
  await execute();
  const run = await ended();
  expect(run).toMatchObject({ status: 'failed', cost: 0, error: { code: 'cost_ceiling' } });
  expect(run.error?.message).toContain("team's monthly budget");
  expect(vendor.requests).toEqual([]);
});

test('a model that the team has switched off is not called, though the spec pins it', async () => {
  answer = () => answering();
  const { ctx, execute, ended } = await started();
  await setTeamPolicy({ ctx, input: { switched_off: ['openai/*'] } });
  await execute();
  expect(await ended()).toMatchObject({ status: 'failed', error: { code: 'no_model_available' } });
  expect(vendor.requests).toEqual([]);
});

test('while budgets cannot be asked, a run waits for a later try; it does not fail', async () => {
  answer = () => answering();
  const { ctx, run_id, execute, ended } = await started();
  const rename = (from: string, to: string) =>
    queryAsAdmin(stand.adminUrl, `alter function app.${from}(jsonb, jsonb) rename to ${to}`);
  await rename('spend', 'spend_elsewhere');
  await expect(execute()).rejects.toMatchObject({ code: 'unavailable' });
  await rename('spend_elsewhere', 'spend');
  expect(await getRun({ ctx, input: { run_id } })).toMatchObject({ status: 'queued' });
  await execute('two');
  expect(await ended()).toMatchObject({ status: 'succeeded', output: 'It is 2.' });
});
