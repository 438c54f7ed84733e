import { type ApiKeyId, type ModelCallId, newId, type RunId, type TeamId } from '@agent-factory/contracts';
import fc from 'fast-check';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withTenant, withTenantOnce } from '../../doors.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/create-test-database.ts';
import { seedTenant } from '../../testing/seed-tenant.ts';
import { chargeLostHolds, listTeamsWithLostHolds } from './lost-holds.ts';
import { type ReservationRow, type SettlementRow, spend } from './spend.ts';

let database: TestDatabase;
let admin: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

const call = {
  user_id: null,
  purpose: 'test',
  number: 1,
  provider: 'openai',
  model: 'openai/some',
  payer: 'platform',
} as const;

function reservation(parts: Partial<ReservationRow>): ReservationRow {
  const id = newId('modelCall');
  return {
    ...call,
    id,
    run_id: null,
    run_limit: null,
    fence: null,
    api_key_id: null,
    worst: 1,
    lasts_ms: 60_000,
    ...parts,
  };
}

function settlement(row: ReservationRow, cost: number | null): SettlementRow {
  return {
    ...call,
    id: row.id,
    run_id: row.run_id,
    api_key_id: row.api_key_id,
    held: true,
    region: null,
    provider_key_id: null,
    outcome: 'answered',
    reason: null,
    input: 1,
    cached_input: 0,
    cache_write: 0,
    output: 1,
    reasoning: 0,
    cost,
    estimated: false,
    first_token_ms: null,
    duration_ms: 1,
  };
}

const system = (teamId: TeamId) => ({ type: 'system', teamId, reason: 'test' }) as const;

/** What the functions must do, in a few lines: per budget the spent and the holds that count against it. */
interface Model {
  limits: Map<string, number>;
  spent: Map<string, number>;
  holds: Map<ModelCallId, { row: ReservationRow; amount: number; budgets: string[] }>;
  /** Charged as lost; their word may still come. */
  lost: Map<ModelCallId, { row: ReservationRow; amount: number; budgets: string[] }>;
  rows: Map<ModelCallId, number>;
  flagged: number;
}

function reservedIn(model: Model, budget: string): number {
  return [...model.holds.values()]
    .filter(({ budgets }) => budgets.includes(budget))
    .reduce((sum, { amount }) => sum + amount, 0);
}

function add(model: Model, budgets: readonly string[], nanoUsd: number): void {
  for (const budget of budgets) model.spent.set(budget, (model.spent.get(budget) ?? 0) + nanoUsd);
}

type Step =
  | { do: 'reserve'; worst: number; run: number | null; key: boolean; fence: number; again: boolean }
  | { do: 'settle'; which: number; cost: number; again: boolean }
  | { do: 'expire'; which: number };

const steps = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('reserve' as const),
        worst: fc.integer({ min: 1, max: 400 }),
        run: fc.option(fc.integer({ min: 0, max: 1 }), { freq: 3 }),
        key: fc.boolean(),
        fence: fc.integer({ min: 1, max: 3 }),
        again: fc.boolean(),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('settle' as const),
        which: fc.nat(20),
        cost: fc.integer({ min: 0, max: 500 }),
        again: fc.boolean(),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('expire' as const), which: fc.nat(20) }) },
  ),
  { minLength: 5, maxLength: 40 },
);

test('reserve, settle, expire in any order: budgets are what the calls add up to, and no reservation passes a limit', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (sequence: Step[]) => {
      const { teamId } = await seedTenant(database.adminUrl);
      const key: ApiKeyId = newId('apiKey');
      const runs: RunId[] = [newId('run'), newId('run')];
      await admin.query(
        `insert into public.api_keys (id, team_id, name, hint, secret_hash, scopes, acts_as, budget_nano_usd)
         values ($1, $2, 'k', 'abcd', decode(md5($1) || md5($2), 'hex'), '{runs:write}', 'editor', 900)`,
        [key, teamId],
      );
      await admin.query(
        'insert into public.team_policies (team_id, monthly_budget_nano_usd) values ($1, 1500)',
        [teamId],
      );
      const model: Model = {
        limits: new Map([
          [key, 900],
          [teamId, 1500],
          [runs[0] ?? '', 500],
          [runs[1] ?? '', 700],
        ]),
        spent: new Map(),
        holds: new Map(),
        lost: new Map(),
        rows: new Map(),
        flagged: 0,
      };
      const send = (reservations: ReservationRow[], settlements: SettlementRow[]) =>
        withTenantOnce(database.db, system(teamId), (tx) => spend(tx, { reservations, settlements }));
      const lose = (id: ModelCallId) => {
        const hold = model.holds.get(id);
        if (hold === undefined) return;
        model.holds.delete(id);
        model.lost.set(id, hold);
        model.rows.set(id, hold.amount);
        add(model, hold.budgets, hold.amount);
      };

      for (const step of sequence) {
        if (step.do === 'reserve') {
          const run = step.run === null ? null : (runs[step.run] ?? null);
          const row = reservation({
            worst: step.worst,
            run_id: run,
            run_limit: run === null ? null : (model.limits.get(run) ?? null),
            fence: run === null ? null : step.fence,
            api_key_id: step.key ? key : null,
          });
          for (const [id, { row: held }] of [...model.holds]) {
            if (run !== null && held.run_id === run && (held.fence ?? 0) < step.fence) lose(id);
          }
          const budgets = [teamId, ...(step.key ? [key] : []), ...(run === null ? [] : [run])];
          const fits = budgets.every((budget) => {
            const taken = (model.spent.get(budget) ?? 0) + reservedIn(model, budget);
            return taken + step.worst <= (model.limits.get(budget) ?? 0);
          });
          const [answer] = await send([row], []);
          expect(answer === null).toBe(fits);
          if (fits) {
            model.holds.set(row.id, { row, amount: step.worst, budgets });
            if (step.again) expect(await send([row], [])).toEqual([null]);
          }
        } else {
          const known = [...model.holds.entries(), ...model.lost.entries()];
          const [id, hold] = known[step.which % Math.max(1, known.length)] ?? [];
          if (id === undefined || hold === undefined) continue;
          if (step.do === 'expire') {
            await admin.query(
              `update public.holds set expires_at = now() - interval '1 second' where id = $1`,
              [id],
            );
            if (model.holds.has(id)) expect(await listTeamsWithLostHolds(database.db, 100)).toContain(teamId);
            await withTenant(database.db, system(teamId), chargeLostHolds);
            lose(id);
          } else {
            const entry = settlement(hold.row, step.cost);
            await send([], step.again ? [entry, entry] : [entry]);
            if (step.again) await send([], [{ ...entry, cost: 77 }]);
            add(model, hold.budgets, step.cost - (model.lost.has(id) ? hold.amount : 0));
            model.holds.delete(id);
            model.lost.delete(id);
            model.rows.set(id, step.cost);
            if (step.cost > hold.amount) model.flagged += 1;
          }
        }
      }

      const { rows: budgets } = await admin.query<{ subject: string; spent: string; reserved: string }>(
        `select subject_id as subject, spent_nano_usd as spent, reserved_nano_usd as reserved
         from public.budgets where team_id = $1`,
        [teamId],
      );
      for (const { subject, spent, reserved } of budgets) {
        expect({ subject, spent: Number(spent), reserved: Number(reserved) }).toEqual({
          subject,
          spent: model.spent.get(subject) ?? 0,
          reserved: reservedIn(model, subject),
        });
        if (model.flagged === 0) {
          expect(Number(spent) + Number(reserved)).toBeLessThanOrEqual(model.limits.get(subject) ?? 0);
        }
      }
      const { rows: calls } = await admin.query<{ id: ModelCallId; cost: string; exceeded: boolean }>(
        'select id, cost_nano_usd as cost, exceeded from public.model_calls where team_id = $1',
        [teamId],
      );
      expect(new Map(calls.map(({ id, cost }) => [id, Number(cost)]))).toEqual(model.rows);
      expect(calls.filter(({ exceeded }) => exceeded)).toHaveLength(model.flagged);
    }),
    { numRuns: 40 },
  );
}, 120_000);

test('money is spent in the team of the transaction, by the system alone; rows are changed by nobody', async () => {
  const ada = await seedTenant(database.adminUrl);
  const bob = await seedTenant(database.adminUrl);
  const row = reservation({ worst: 5 });
  await expect(
    withTenant(database.db, ada, (tx) => spend(tx, { reservations: [row], settlements: [] })),
  ).rejects.toMatchObject({ code: '42501' });
  await withTenantOnce(database.db, system(ada.teamId), (tx) =>
    spend(tx, { reservations: [row], settlements: [] }),
  );
  // Another team cannot settle it: to that team it is a call that nothing was set aside for.
  const stolen = withTenantOnce(database.db, system(bob.teamId), (tx) =>
    spend(tx, { reservations: [], settlements: [settlement(row, 0)] }),
  );
  await expect(stolen).resolves.toEqual([]);
  const { rows } = await admin.query('select team_id from public.holds where id = $1', [row.id]);
  expect(rows).toEqual([{ team_id: ada.teamId }]);
  for (const statement of [
    'update public.model_calls set cost_nano_usd = 0',
    'delete from public.model_calls',
  ]) {
    for (const actor of [bob, system(bob.teamId)]) {
      await expect(
        withTenant(database.db, actor, (tx) => sql`${sql.raw(statement)}`.execute(tx)),
      ).rejects.toMatchObject({ code: '42501' });
    }
  }
});

test('a single statement is committed with it, and one that fails leaves the connection fit for use', async () => {
  const { teamId } = await seedTenant(database.adminUrl);
  await expect(
    withTenantOnce(database.db, system(teamId), (tx) => sql`select 1 / 0`.execute(tx)),
  ).rejects.toMatchObject({ code: '22012' });
  await expect(
    withTenantOnce(database.db, system(teamId), async (tx) => {
      await sql`select 1`.execute(tx);
      return sql`select 2`.execute(tx);
    }),
  ).rejects.toThrow('this transaction is over');
  const { rows } = await withTenantOnce(database.db, system(teamId), (tx) =>
    sql<{ team: string }>`select app.current_team_id() as team`.execute(tx),
  );
  expect(rows).toEqual([{ team: teamId }]);
});
