import { type DashboardBucket, newId, type TeamId } from '@agent-factory/contracts';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withTenant } from '../../doors.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/create-test-database.ts';
import { seedMember, seedTenant } from '../../testing/seed-tenant.ts';
import { foldRuns } from './fold-runs.ts';
import { knowsZone, listBuckets } from './list-buckets.ts';
import type { RunFilter } from './run-pieces.ts';
import { type RunNumbersRow, selectRunNumbers, selectRunTotals } from './select-run-numbers.ts';
import { splitRange } from './split-range.ts';

let database: TestDatabase;
let admin: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  // Agents, versions, threads and keys are only names here.
  await admin.query(`do $$ declare name text; begin
    for name in select conname from pg_constraint
      where conrelid = 'public.runs'::regclass and contype = 'f' and array_length(conkey, 1) > 1
    loop execute format('alter table public.runs drop constraint %I', name); end loop;
  end $$`);
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

const statuses = ['queued', 'running', 'waiting', 'succeeded', 'failed', 'refused', 'cancelled'] as const;
const ended = new Set<string>(['succeeded', 'failed', 'refused', 'cancelled']);
const models = [null, 'openai/gpt-5-mini', 'anthropic/claude-haiku'];
const codes = ['timeout', 'invariant_violated'];
// Half hours, three quarters, days that begin at 1 o'clock or twice, a summer time of half an hour, a date that was skipped.
const zones = [
  'UTC',
  'America/New_York',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Pacific/Chatham',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'America/Havana',
  'America/Santiago',
];
/** Around them clocks change somewhere. */
const centres = [
  '2026-03-08T07:00Z',
  '2026-03-29T01:00Z',
  '2026-04-04T15:00Z',
  '2026-04-23T22:00Z',
  '2026-11-01T05:00Z',
];
const buckets: Record<DashboardBucket, number> = {
  ...{ minute: 3_600_000, quarter: 86_400_000, hour: 3 * 86_400_000 },
  ...{ day: 40 * 86_400_000, week: 90 * 86_400_000, month: 300 * 86_400_000 },
};

const moment = (around: number, width: number) =>
  fc
    .tuple(
      fc.integer({ min: -width, max: width }),
      fc.constantFrom(0, 0, 60_000, 900_000, 1_800_000, 3_600_000),
    )
    .map(([off, step]) => new Date(step === 0 ? around + off : Math.round((around + off) / step) * step));

const scenario = fc
  .record({
    centre: fc.constantFrom(...centres).map((text) => Date.parse(text)),
    bucket: fc.constantFrom(...(Object.keys(buckets) as DashboardBucket[])),
  })
  .chain(({ centre, bucket }) =>
    fc.record({
      bucket: fc.constant(bucket),
      zone: fc.constantFrom(...zones),
      ends: fc
        .tuple(moment(centre, buckets[bucket] / 2), moment(centre, buckets[bucket] / 2))
        .filter(([one, other]) => one.getTime() !== other.getTime())
        .map((both) => both.sort((one, other) => one.getTime() - other.getTime())),
      runs: fc.array(
        fc.record({
          at: moment(centre, buckets[bucket] / 2),
          status: fc.constantFrom(...statuses),
          agent: fc.integer({ min: 0, max: 2 }),
          key: fc.integer({ min: -1, max: 1 }),
          member: fc.integer({ min: -1, max: 1 }),
          model: fc.constantFrom(...models),
          code: fc.constantFrom(...codes),
          tokens: fc.integer({ min: 0, max: 5_000 }),
          cost: fc.integer({ min: 0, max: 2_000_000_000 }),
          /** Null for one that ended before anybody began it. */
          tookMs: fc.option(fc.integer({ min: 0, max: 400_000 }), { nil: null }),
          /** What becomes of it later. */
          later: fc.constantFrom('stays', 'stays', 'stays', 'ends', 'goes', 'forgotten', 'ownerless'),
        }),
        { minLength: 1, maxLength: 40 },
      ),
      /** How much of it is folded, before and after what comes later. */
      folds: fc.tuple(fc.constantFrom(0, 7, 1_000), fc.constantFrom(0, 7, 1_000)),
      filter: fc.record({
        agent: fc.constantFrom(null, null, 0),
        key: fc.constantFrom(null, null, 0),
        member: fc.constantFrom(null, null, 0),
        model: fc.constantFrom(null, null, models[1] ?? null),
      }),
    }),
  );

test('every number is what SQL counts over the runs, in every zone, range and filter, folded or not', async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async ({ bucket, zone, ends, runs, folds, filter: chosen }) => {
      const [from, to] = ends as [Date, Date];
      const team = await fillTeam(runs);
      const system = { type: 'system', teamId: team.teamId, reason: 'test' } as const;
      const fold = (atMost: number) =>
        atMost > 0 ? withTenant(database.db, system, (tx) => foldRuns(tx, { atMost })) : 0;
      await fold(folds[0]);
      for (const run of team.runs) await letGoOn(run);
      await fold(folds[1]);

      const filter: RunFilter = {
        agentId: chosen.agent === null ? null : (team.agents[chosen.agent] ?? null),
        apiKeyId: chosen.key === null ? null : (team.keys[chosen.key] ?? null),
        memberId: chosen.member === null ? null : (team.members[chosen.member] ?? null),
        model: chosen.model,
      };
      const seen = await withTenant(database.db, system, async (tx) => {
        const starts = await listBuckets(tx, { zone, bucket, from, to });
        const spans = starts.map((start, place) => ({ from: start, to: starts[place + 1] ?? to }));
        const numbers = await selectRunNumbers(tx, { teamId: team.teamId, filter, spans });
        const totals = await selectRunTotals(tx, { teamId: team.teamId, filter, spans });
        expect(totals.bySpan.sort(bySpan)).toEqual(numbers.bySpan.sort(bySpan));
        return numbers;
      });
      expect(shape(seen)).toEqual(await countStraight(team.teamId, { filter, zone, bucket, from, to }));
    }),
    { numRuns: 25 },
  );
}, 120_000);

test('pieces cover a range once, each in cells that lie in it', () => {
  const time = fc
    .integer({ min: 0, max: 400 * 86_400 })
    .map((seconds) => 1_790_000_000_000 + seconds * 1_000);
  fc.assert(
    fc.property(time, time, fc.constantFrom(1 as const, 2 as const), (one, other, finest) => {
      const [from, to] = [Math.min(one, other), Math.max(one, other)];
      const pieces = splitRange([{ from: new Date(from), to: new Date(to) }], finest);
      let at = from;
      for (const piece of pieces) {
        expect(piece.from.getTime()).toBe(at);
        at = piece.to.getTime();
        const width = [1, 1_800_000, 21_600_000, 86_400_000][piece.level] ?? 0;
        expect(piece.from.getTime() % width).toBe(0);
        expect(at % width).toBe(0);
      }
      expect(at).toBe(to);
      expect(pieces.length).toBeLessThanOrEqual(7);
    }),
  );
});

test('a zone is one that Postgres knows', async () => {
  const { actor } = await actorOf();
  const asked = (zone: string) => withTenant(database.db, actor, (tx) => knowsZone(tx, { zone }));
  expect(await asked('asia/kolkata')).toBe(true);
  expect(await asked('Europe/Nowhere')).toBe(false);
});

type Planned = (typeof scenario extends fc.Arbitrary<infer S> ? S : never)['runs'][number];

async function actorOf() {
  const actor = await seedTenant(database.adminUrl);
  return { actor };
}

async function fillTeam(planned: readonly Planned[]) {
  const { actor } = await actorOf();
  const other = await seedMember(database.adminUrl, actor.teamId, 'editor');
  const { teamId } = actor;
  const members = [actor.userId, other.userId];
  const agents = [newId('agent'), newId('agent'), newId('agent')] as const;
  const keys = [newId('apiKey'), newId('apiKey')] as const;
  const ids = planned.map(() => newId('run'));
  const json = JSON.stringify(
    planned.map((run, place) => ({
      ...run,
      id: ids[place],
      thread: newId('thread'),
      agent: agents[run.agent],
      key: run.key < 0 ? null : keys[run.key],
      member: run.member < 0 ? null : members[run.member],
    })),
  );
  await admin.query(
    `insert into public.runs (id, team_id, agent_id, agent_version_id, version, spec_hash, thread_id, status, input, error,
       tokens_input, tokens_output, cost_nano_usd, model, api_key_id, created_by, created_at, started_at,
       waiting_since, finished_at)
     select id, $2, agent, 'ver', 1, repeat('a', 64), thread, status, '{}',
       case when status in ('failed', 'refused') then jsonb_build_object('code', code, 'message', 'so') end,
       tokens, tokens / 3, cost, model, key, member, at,
       case when status not in ('failed', 'refused', 'cancelled') or "tookMs" is not null then at + interval '5 ms' end,
       case when status = 'waiting' then at end, case when status in ('succeeded', 'failed', 'refused', 'cancelled')
         then at + interval '5 ms' + coalesce("tookMs", 0) * interval '1 ms' end
     from jsonb_to_recordset($1::jsonb) as run (id text, thread text, agent text, key text, member uuid, model text,
       code text, tokens bigint, cost bigint, status text, at timestamptz, "tookMs" integer)`,
    [json, teamId],
  );
  const runs = planned.map((run, place) => ({ ...run, id: ids[place] ?? '' }));
  return { teamId, agents, keys, members, runs };
}

async function letGoOn({ id, later, status }: Planned & { id: string }): Promise<void> {
  if (later === 'goes') await admin.query('delete from public.runs where id = $1', [id]);
  if (later === 'ownerless')
    await admin.query('update public.runs set created_by = null where id = $1', [id]);
  if (later === 'ends' && !ended.has(status)) {
    await admin.query(
      `update public.runs set status = 'failed', waiting_since = null, finished_at = started_at + interval '1234 ms', cost_nano_usd = 77,
         error = '{"code": "timeout", "message": "late"}' where id = $1`,
      [id],
    );
  }
  if (later === 'forgotten' && ended.has(status)) {
    // As the retention of 0327 does it: the content goes, the numbers stay.
    await admin.query(
      `update public.runs set input = '{}', output = null, content_erased_at = now(),
         error = case when error is null then null else jsonb_build_object('code', error ->> 'code', 'message', 'Gone.') end
       where id = $1`,
      [id],
    );
  }
}

type Asked = { filter: RunFilter; zone: string; bucket: DashboardBucket; from: Date; to: Date };

/** The same questions, asked of the runs themselves in the plainest words. */
async function countStraight(teamId: TeamId, { filter, zone, bucket, from, to }: Asked) {
  const local: Record<DashboardBucket, string> = {
    minute: `date_trunc('minute', created_at)`,
    quarter: `date_bin('15 minutes', created_at, '2000-01-01Z')`,
    // Two hours of one name are two.
    hour: `date_trunc('hour', created_at, $8)`,
    day: `(created_at at time zone $8)::date`,
    week: `date_trunc('week', created_at at time zone $8)`,
    month: `date_trunc('month', created_at at time zone $8)`,
  };
  const sums = `count(*) filter (where status = 'succeeded')::integer as succeeded,
    count(*) filter (where status = 'failed')::integer as failed,
    count(*) filter (where status = 'refused')::integer as refused,
    count(*) filter (where status = 'cancelled')::integer as cancelled,
    count(*) filter (where finished_at is null)::integer as open,
    sum(tokens_input)::integer as "tokensInput", sum(tokens_output)::integer as "tokensOutput",
    sum(cost_nano_usd)::bigint::text as "costNanoUsd"`;
  const took = `percentile_disc(array[0.5, 0.95, 0.99]) within group (
      order by round((floor(extract(epoch from finished_at - started_at) * 1000) - waited_ms)::numeric,
        2 - length(greatest(10, floor(extract(epoch from finished_at - started_at) * 1000) - waited_ms)::bigint::text)))
    filter (where finished_at is not null and started_at is not null)`;
  const where = `team_id = $1 and created_at >= $2 and created_at < $3 and ($4::text is null or agent_id = $4)
    and ($5::text is null or api_key_id = $5) and ($6::uuid is null or created_by = $6)
    and ($7::text is null or model = $7) and $8::text is not null`;
  const values = [teamId, from, to, filter.agentId, filter.apiKeyId, filter.memberId, filter.model, zone];
  const ask = async (select: string, group: string) =>
    (await admin.query(`select ${select} from public.runs where ${where} ${group}`, values)).rows.map(
      readable,
    );
  const per = local[bucket];
  const time = `row_number() over (order by min(created_at))::integer as place`;
  return {
    whole: await ask(sums, 'having count(*) > 0'),
    took: await ask(
      `${took} as took`,
      'having count(*) filter (where finished_at is not null and started_at is not null) > 0',
    ),
    bySpan: await ask(`${time}, ${sums}`, `group by ${per} order by 1`),
    latencies: (await ask(`min(created_at) as first, ${took} as took`, `group by ${per} order by 1`))
      .filter((row) => row.took !== null)
      .map(({ took: of }) => ({ took: of })),
    byModel: await ask(`model as key, ${sums}`, `group by ${per}, model order by ${per}, model collate "C"`),
    byAgent: await ask(
      `agent_id as key, ${sums}`,
      `group by ${per}, agent_id order by ${per}, agent_id collate "C"`,
    ),
    byApiKey: await ask(
      `api_key_id as key, ${sums}`,
      `and api_key_id is not null group by 1 order by api_key_id collate "C"`,
    ),
    byMember: await ask(`created_by as key, ${sums}`, `group by 1 order by 1`),
    byError: await ask(
      `error ->> 'code' as key, ${sums}`,
      `and error is not null group by error ->> 'code' order by (error ->> 'code') collate "C"`,
    ),
  };
}

function readable(row: Record<string, unknown>): Record<string, unknown> {
  const { costNanoUsd, took, ...rest } = row;
  return {
    ...rest,
    ...(costNanoUsd === undefined ? {} : { costNanoUsd: Number(costNanoUsd) }),
    ...(took === undefined ? {} : { took: Array.isArray(took) ? took.map(Number) : null }),
  };
}

const bySpan = (one: { span: number }, other: { span: number }) => one.span - other.span;
const total = (row: RunNumbersRow['whole'][number]) =>
  row.succeeded + row.failed + row.refused + row.cancelled + row.open;

/** What was read, as the plain count says it: without spans in which nothing was, those that are left in order. */
function shape(seen: RunNumbersRow): Awaited<ReturnType<typeof countStraight>> {
  const bare = <R extends { span: number }>({ span: _, ...rest }: R) => rest;
  const took = ({ p50, p95, p99 }: RunNumbersRow['latencies'][number]) => ({ took: [p50, p95, p99] });
  const keyed = (rows: RunNumbersRow['byModel']) =>
    rows
      .filter((row) => total(row) !== 0)
      .sort((one, other) => one.span - other.span || compareKeys(one.key, other.key))
      .map(bare);
  return {
    whole: seen.whole.filter((row) => total(row) !== 0).map(bare),
    took: seen.wholeLatencies.map(took),
    bySpan: seen.bySpan
      .filter((row) => total(row) !== 0)
      .sort(bySpan)
      .map((row, place) => ({ place: place + 1, ...bare(row) })),
    latencies: seen.latencies.sort(bySpan).map(took),
    byModel: keyed(seen.byModel),
    byAgent: keyed(seen.byAgent),
    byApiKey: keyed(seen.byApiKey),
    byMember: keyed(seen.byMember),
    byError: keyed(seen.byError),
  };
}

/** As Postgres sorts: what is missing last. */
function compareKeys(one: string | null, other: string | null): number {
  if (one === other) return 0;
  if (one === null) return 1;
  if (other === null) return -1;
  return one < other ? -1 : 1;
}
