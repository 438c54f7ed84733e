import { newId } from '@agent-factory/contracts';
import { type Database, listTeamsWithLostHolds, openDatabase } from '@agent-factory/db';
import { createTestDatabase, queryAsAdmin, seedTenant, type TestDatabase } from '@agent-factory/db/testing';
import type { Account, AttemptRecord, Hold } from '@agent-factory/llm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chargeLostHoldsOfAll } from './charge-lost-holds.ts';
import { type Accounts, createAccounts } from './create-accounts.ts';

let database: TestDatabase;
let others: Database[];
const errors: unknown[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  others = [1, 2, 3].map(() => openDatabase({ url: database.appUrl, maxConnections: 5 }));
});
afterAll(async () => {
  await Promise.all(others.map((db) => db.close()));
  await database.drop();
});

function accountsOn(db: Database): Accounts {
  return createAccounts({ db, onError: (error) => errors.push(error) });
}

async function accountOfTeam(parts: Partial<Account> = {}): Promise<Account> {
  const { teamId } = await seedTenant(database.adminUrl);
  return { teamId, runId: null, apiKeyId: null, userId: null, purpose: 'test', ...parts };
}

const ahead = { provider: 'openai', model: 'openai/some', payer: 'platform' } as const;

function record(costNanoUsd: number | null, parts: Partial<AttemptRecord> = {}): AttemptRecord {
  return {
    provider: 'openai',
    model: 'openai/some',
    region: null,
    payer: 'platform',
    keyId: null,
    outcome: 'answered',
    reason: null,
    tokens: { input: 3, output: 4, total: 7, cachedInput: 1, cacheWrite: 0, reasoning: 2 },
    costNanoUsd,
    estimated: false,
    firstTokenMs: 12,
    durationMs: 30,
    ...parts,
  };
}

async function limitMonth(account: Account, nanoUsd: number): Promise<void> {
  await queryAsAdmin(
    database.adminUrl,
    `insert into public.team_policies (team_id, monthly_budget_nano_usd) values ($1, $2)
     on conflict (team_id) do update set monthly_budget_nano_usd = excluded.monthly_budget_nano_usd`,
    [account.teamId, nanoUsd],
  );
}

async function budgetsOf({ teamId }: Account) {
  const rows = await queryAsAdmin<{ kind: string; spent: string; reserved: string }>(
    database.adminUrl,
    `select kind, spent_nano_usd as spent, reserved_nano_usd as reserved from public.budgets
     where team_id = $1 order by kind, subject_id`,
    [teamId],
  );
  return rows.map(({ kind, spent, reserved }) => ({
    kind,
    spent: Number(spent),
    reserved: Number(reserved),
  }));
}

async function callsOf({ teamId }: Account) {
  return queryAsAdmin<Record<string, unknown>>(
    database.adminUrl,
    'select * from public.model_calls where team_id = $1 order by created_at, id',
    [teamId],
  );
}

test('1,000 calls race for one budget from four processes: none overshoots it, nothing stays set aside', async () => {
  const account = await accountOfTeam();
  const limit = 100_000;
  await limitMonth(account, limit);
  const processes = [database.db, ...others].map(accountsOn);
  let spent = 0;
  let refused = 0;
  let atWork = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 1_000 }, async (_, n) => {
      const accounts = processes[n % processes.length];
      if (accounts === undefined) throw new Error('there are four');
      const worst = 50 + ((n * 7_919) % 900);
      let hold: Hold;
      try {
        hold = await accounts.reserve(account, { ...ahead, worstNanoUsd: worst });
      } catch (error) {
        expect(error).toMatchObject({ code: 'cost_ceiling' });
        refused += 1;
        return;
      }
      atWork += worst;
      most = Math.max(most, spent + atWork);
      await Promise.resolve();
      const cost = worst - ((n * 104_729) % worst);
      atWork -= worst;
      spent += cost;
      await accounts.settle(account, hold, record(cost));
    }),
  );
  await Promise.all(processes.map((accounts) => accounts.close()));
  expect(refused).toBeGreaterThan(0);
  expect(spent).toBeLessThanOrEqual(limit);
  expect(await budgetsOf(account)).toEqual([{ kind: 'team', spent, reserved: 0 }]);
  const calls = await callsOf(account);
  expect(calls).toHaveLength(1_000 - refused);
  expect(calls.reduce((sum, call) => sum + Number(call.cost_nano_usd), 0)).toBe(spent);
  expect(most).toBeGreaterThan(0);
}, 60_000);

test('a run’s ceiling, a key’s budget and the team’s month are all held, and the refusal names the tightest', async () => {
  const { teamId } = await accountOfTeam();
  const apiKeyId = newId('apiKey');
  await queryAsAdmin(
    database.adminUrl,
    `insert into public.api_keys (id, team_id, name, hint, secret_hash, scopes, acts_as, budget_nano_usd)
     values ($1, $2, 'k', 'abcd', decode(md5($1) || md5($2), 'hex'), '{runs:write}', 'editor', 700)`,
    [apiKeyId, teamId],
  );
  const account: Account = {
    teamId,
    runId: newId('run'),
    run: { limitNanoUsd: 1_000, fence: 1 },
    apiKeyId,
    userId: null,
    purpose: 'test',
  };
  await limitMonth(account, 900);
  const accounts = accountsOn(database.db);
  const refusalOf = async (worstNanoUsd: number | null, of: Account = account) => {
    const answer = await accounts
      .reserve(of, { ...ahead, worstNanoUsd })
      .catch((error: Error) => error.message);
    if (typeof answer !== 'string') throw new Error('was not refused');
    return answer;
  };
  expect(await refusalOf(2_000)).toContain("API key's monthly budget");
  expect(await refusalOf(null)).toContain('price of this model is unknown');
  expect(await refusalOf(950, { ...account, apiKeyId: null })).toContain("team's monthly budget");
  expect(await refusalOf(900.5, { ...account, apiKeyId: null })).toContain("team's monthly budget");
  const hold = await accounts.reserve({ ...account, apiKeyId: null }, { ...ahead, worstNanoUsd: 900 });
  expect(await refusalOf(101, { ...account, apiKeyId: null })).toContain("team's monthly budget");
  await accounts.settle(account, hold, record(400));
  expect(await refusalOf(601, { ...account, apiKeyId: null })).toContain("team's monthly budget");
  await limitMonth(account, 10_000);
  expect(await refusalOf(601, { ...account, apiKeyId: null })).toContain('limits.maxCostUsd');
  await accounts.close();
});

test('a call’s settlement is never behind the next reservation of its team', async () => {
  const account = await accountOfTeam();
  await limitMonth(account, 1_000);
  const accounts = accountsOn(database.db);
  for (let step = 0; step < 8; step++) {
    const hold = await accounts.reserve(account, { ...ahead, worstNanoUsd: 900 });
    void accounts.settle(account, hold, record(10));
  }
  await accounts.drain();
  expect(await budgetsOf(account)).toEqual([{ kind: 'team', spent: 80, reserved: 0 }]);
});

test('what costs more than its worst case is counted in full and flagged', async () => {
  const account = await accountOfTeam();
  await limitMonth(account, 1_000);
  const accounts = accountsOn(database.db);
  const hold = await accounts.reserve(account, { ...ahead, worstNanoUsd: 600 });
  await accounts.settle(account, hold, record(1_500));
  expect(await budgetsOf(account)).toEqual([{ kind: 'team', spent: 1_500, reserved: 0 }]);
  expect(await callsOf(account)).toMatchObject([{ exceeded: true, cost_nano_usd: '1500' }]);
  await expect(accounts.reserve(account, { ...ahead, worstNanoUsd: 1 })).rejects.toMatchObject({
    code: 'cost_ceiling',
  });
  // What can cost nothing goes on.
  const free = await accounts.reserve(account, { ...ahead, worstNanoUsd: 0, number: 2 });
  await accounts.settle(account, free, record(0, { outcome: 'failed', reason: 'timed out' }));
  accounts.cached(account, { ...ahead, tokens: record(0).tokens });
  await accounts.close();
  expect(await callsOf(account)).toMatchObject([
    { attempt_number: 1, outcome: 'answered' },
    { attempt_number: 2, outcome: 'failed', reason: 'timed out', exceeded: false },
    {
      attempt_number: 1,
      outcome: 'cached',
      cost_nano_usd: '0',
      tokens_output: '4',
      tokens_cached_input: '1',
    },
  ]);
});

test('settling twice changes nothing and is reported', async () => {
  const account = await accountOfTeam();
  const accounts = accountsOn(database.db);
  const hold = await accounts.reserve(account, { ...ahead, worstNanoUsd: 600 });
  await accounts.settle(account, hold, record(100));
  errors.length = 0;
  await accounts.settle(account, hold, record(100));
  expect(errors).toHaveLength(1);
  expect(await budgetsOf(account)).toEqual([{ kind: 'team', spent: 100, reserved: 0 }]);
});

test('holds of a dead process come back, charged in full; its word, should it come after all, corrects that', async () => {
  const account = await accountOfTeam();
  await limitMonth(account, 1_000);
  const [dead, alive] = [accountsOn(database.db), accountsOn(database.db)];
  const hold = await dead.reserve(account, { ...ahead, worstNanoUsd: 600 });
  const unexpired = await alive.reserve(account, { ...ahead, worstNanoUsd: 50 });
  await queryAsAdmin(
    database.adminUrl,
    `update public.holds set expires_at = now() - interval '1 second' where id = $1`,
    [hold.id],
  );
  expect(await listTeamsWithLostHolds(database.db, 10)).toEqual([account.teamId]);
  expect(await chargeLostHoldsOfAll({ services: { db: database.db } })).toEqual({ charged: 1 });
  expect(await chargeLostHoldsOfAll({ services: { db: database.db } })).toEqual({ charged: 0 });
  expect(await budgetsOf(account)).toEqual([{ kind: 'team', spent: 600, reserved: 50 }]);
  expect(await callsOf(account)).toMatchObject([
    { outcome: 'unknown', cost_nano_usd: '600', estimated: true },
  ]);
  await dead.settle(account, hold, record(200));
  expect(await budgetsOf(account)).toEqual([{ kind: 'team', spent: 200, reserved: 50 }]);
  expect(await callsOf(account)).toMatchObject([{ outcome: 'answered', cost_nano_usd: '200' }]);
  await alive.settle(account, unexpired, record(50));
  expect(await budgetsOf(account)).toEqual([{ kind: 'team', spent: 250, reserved: 0 }]);
});

test('a worker that takes a run over charges what its predecessor left, before it spends itself', async () => {
  const account = await accountOfTeam({ runId: newId('run') });
  const [first, second] = [accountsOn(database.db), accountsOn(database.db)];
  const held = (fence: number) => ({ ...account, run: { limitNanoUsd: 1_000, fence } });
  await first.reserve(held(1), { ...ahead, worstNanoUsd: 600 });
  await expect(second.reserve(held(2), { ...ahead, worstNanoUsd: 500 })).rejects.toMatchObject({
    code: 'cost_ceiling',
  });
  expect(await budgetsOf(account)).toMatchObject([
    { kind: 'run', spent: 600, reserved: 0 },
    { kind: 'team', spent: 600, reserved: 0 },
  ]);
  const hold = await second.reserve(held(2), { ...ahead, worstNanoUsd: 400 });
  await second.settle(account, hold, record(400));
  expect((await budgetsOf(account))[0]).toEqual({ kind: 'run', spent: 1_000, reserved: 0 });
});

test('an entry that the database cannot take holds up no other, and is reported', async () => {
  const account = await accountOfTeam();
  const accounts = accountsOn(database.db);
  const holds = await Promise.all(
    [1, 2, 3].map(() => accounts.reserve(account, { ...ahead, worstNanoUsd: 100 })),
  );
  errors.length = 0;
  await Promise.all(
    holds.map((hold, n) => accounts.settle(account, hold, record(10, n === 1 ? { durationMs: 1e15 } : {}))),
  );
  expect(errors).toHaveLength(1);
  expect(await budgetsOf(account)).toEqual([{ kind: 'team', spent: 20, reserved: 100 }]);
});
