/**
 * The dashboard over a team of 1,000,000 runs in a year: 40 agents, 12 people, 6 keys, 8 models. How long the whole answer
 * takes, by range, time zone and filter, and what of it is Postgres' CPU. `node packages/bench/src/dashboard.ts`
 * (`BENCH_RUNS`, `BENCH_ROUNDS`). Says what folding costs a run, and holds one year's numbers against a plain count.
 *
 * Measured: docs/decisions/0432.
 */
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  foldRuns,
  prepareDatabase,
  removeEmbeddedPostgresData,
  startEmbeddedPostgres,
  withTenantOnce,
} from '@agent-factory/db';
import { migrationsDir, queryAsAdmin, seedTenant } from '@agent-factory/db/testing';
import { contextFor, getDashboard, openServices } from '@agent-factory/services';
import { testSecretsEnv } from '@agent-factory/services/testing';
import { postgresCpuUs } from './api-reads/postgres-cpu.ts';

const runs = Number(process.env.BENCH_RUNS ?? 1_000_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 10);
/** The job takes 2,000 at once; more at once fold quicker, and lock longer. */
const foldAtOnce = Number(process.env.BENCH_FOLD ?? 2_000);
const barMs = 200;

const folder = await mkdtemp(join(tmpdir(), 'agent-factory-bench-'));
await chmod(folder, 0o755); // so that root's server, which is not root, keeps its data in there
const dataDir = join(folder, 'postgres');
const postgres = await startEmbeddedPostgres({ dataDir, password: randomUUID(), durable: false });
try {
  const { adminUrl } = postgres;
  const passwords = { app: randomUUID(), queue: randomUUID() };
  const { appUrl } = await prepareDatabase({ adminUrl, migrationsDir, passwords });
  const services = openServices({
    databaseUrl: appUrl,
    maxConnections: 4,
    redisUrl: null,
    workerInProcess: true,
    env: testSecretsEnv(),
    onError: (error) => console.error(error),
  });
  const actor = await seedTenant(adminUrl);
  const ctx = contextFor(services, actor);
  const { teamId } = actor;
  const id = (prefix: string, number: string) => `'${prefix}_' || lpad(to_hex((${number})::bigint), 26, '0')`;

  console.log(
    `${cpus().length} cores, load ${loadavg()
      .map((value) => value.toFixed(1))
      .join(' ')}; filling ${runs} runs`,
  );
  // Made anew when the rows are there, which is far quicker.
  const made: string[] = [];
  async function withoutIndexes(): Promise<string> {
    const indexes = await queryAsAdmin<{ name: string; made: string }>(
      adminUrl,
      `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as made from pg_index
       where indrelid = 'public.runs'::regclass and not indisunique`,
    );
    made.push(...indexes.map((index) => index.made));
    return indexes.map(({ name }) => `drop index ${name}`).join(';');
  }
  // Some agents, people and models have far more than others; each agent is used by few and with two models.
  await queryAsAdmin(
    adminUrl,
    `set session_replication_role = replica;
     ${await withoutIndexes()};
     insert into agents (id, team_id, name, kind, title, description, latest_version)
       select ${id('agt', 'i')}, '${teamId}', 'agent-' || i, 'Agent', 'Agent ' || i, '', 1 from generate_series(0, 39) i;
     insert into runs (id, team_id, agent_id, agent_version_id, version, spec_hash, thread_id, input, output, error, status,
       tokens_input, tokens_output, cost_nano_usd, model, created_by, api_key_id, created_at, started_at, finished_at)
     select ${id('run', 'i')}, '${teamId}', ${id('agt', 'agent')}, 'ver', 1, repeat('a', 64), ${id('thr', 'i')},
       '{"query": "What is 2 + 2, and why does it not depend on the order?"}', '"4: adding is commutative."',
       case when status in ('failed', 'refused') then jsonb_build_object('code', (array['timeout', 'limit_exceeded',
         'invariant_violated', 'tool_failed', 'no_model_available', 'internal'])[(1 + i % 6)::integer], 'message', '…') end,
       status, 300 + i % 900, 40 + i % 200, 10000 + (i * 7919) % 900000,
       'vendor/model-' || ((agent + (i / 97) % 2) % 8),
       case when caller >= 6 then ('00000000-0000-4000-8000-' || lpad((caller)::text, 12, '0'))::uuid end,
       case when caller < 6 then ${id('key', 'caller')} end, at, at + interval '15 ms',
       at + interval '15 ms' + (300 + (i * 104729) % 40000) * interval '1 ms'
     from generate_series(0::bigint, ${runs - 1}) i,
       lateral (select floor(40 * power(((i * 48271) % 10007) / 10007.0, 2))::integer as agent) a,
       lateral (select (agent * 5 + (i / 13) % 4) % 18 as caller,
         (array['failed', 'failed', 'refused', 'cancelled'])[(1 + i % 4)::integer] as bad,
         now() - i * (interval '365 days' / ${runs}) as at) c,
       lateral (select case when (i * 31) % 100 < 8 then bad else 'succeeded' end as status) s;
     insert into run_deltas (team_id, sign, created_at, status, agent_id, api_key_id, member_id, model, error_code,
       tokens_input, tokens_output, cost_nano_usd, duration_ms)
     select r.team_id, 1, r.created_at, r.status, r.agent_id, r.api_key_id, r.created_by, r.model, r.error ->> 'code',
       r.tokens_input, r.tokens_output, r.cost_nano_usd, app.run_duration(r.started_at, r.finished_at, r.waited_ms)
     from runs r order by r.created_at`,
  );
  await queryAsAdmin(adminUrl, made.join(';'));
  await queryAsAdmin(adminUrl, 'vacuum analyze');
  const system = { type: 'system', teamId, reason: 'bench' } as const;
  const began = performance.now();
  const cpuBefore = postgresCpuUs(postgres.pid);
  for (;;) {
    const folded = await withTenantOnce(services.db, system, (tx) => foldRuns(tx, { atMost: foldAtOnce }));
    if (folded === 0) break;
  }
  const perRun = (us: number) => `${(us / runs).toFixed(0)} µs a run`;
  console.log(
    `folded in ${((performance.now() - began) / 1_000).toFixed(0)} s, ${perRun((performance.now() - began) * 1_000)}, ` +
      `${perRun(postgresCpuUs(postgres.pid) - cpuBefore)} of CPU`,
  );
  await queryAsAdmin(adminUrl, 'vacuum analyze');
  const [size] = await queryAsAdmin<{ cells: number; mb: number }>(
    adminUrl,
    `select count(*)::integer as cells, (pg_total_relation_size('public.run_cells') / 1048576)::integer as mb
     from run_cells`,
  );
  console.log(`${size?.cells} cells, ${size?.mb} MB`);

  const agent = `agt_${'0'.repeat(26)}` as const;
  const asked = {
    'a year by week, UTC': { range: '365d' },
    'a year by week, New York, compared': { range: '365d', zone: 'America/New_York', compare: 'previous' },
    'a year by week, Kolkata, compared': { range: '365d', zone: 'Asia/Kolkata', compare: 'previous' },
    'a year by day, New York': { range: '365d', zone: 'America/New_York', bucket: 'day' },
    'a year by week, New York, one agent': { range: '365d', zone: 'America/New_York', agent },
    'a year by week, Kolkata, agent and model': {
      range: '365d',
      zone: 'Asia/Kolkata',
      agent,
      model: 'vendor/model-0',
    },
    '90 days, New York, compared': { range: '90d', zone: 'America/New_York', compare: 'previous' },
    '30 days, Kathmandu, compared': { range: '30d', zone: 'Asia/Kathmandu', compare: 'previous' },
    '7 days by hour, Kolkata, compared': { range: '7d', zone: 'Asia/Kolkata', compare: 'previous' },
    'a day, compared': { range: '24h', compare: 'previous' },
    'an hour, compared': { range: '1h', compare: 'previous' },
  } as const;
  for (const [name, input] of Object.entries(asked)) {
    const tookMs: number[] = [];
    await getDashboard({ ctx, input });
    const cpu = postgresCpuUs(postgres.pid);
    for (let round = 0; round < rounds; round += 1) {
      const at = performance.now();
      await getDashboard({ ctx, input });
      tookMs.push(performance.now() - at);
    }
    const cpuMs = (postgresCpuUs(postgres.pid) - cpu) / 1_000 / rounds;
    tookMs.sort((one, other) => one - other);
    const at = (share: number) => tookMs[Math.floor((tookMs.length - 1) * share)] ?? Number.NaN;
    console.log(
      `${name}: p50 ${at(0.5).toFixed(0)} ms, p95 ${at(0.95).toFixed(0)} ms (bar ${barMs}: ` +
        `${at(0.95) < barMs ? 'met' : 'missed'}), Postgres ${cpuMs.toFixed(0)} ms of CPU; load ${loadavg()[0]?.toFixed(1)}`,
    );
  }

  const year = await getDashboard({ ctx, input: { range: '365d' } });
  const [plain] = await queryAsAdmin<{ runs: number; cost: number }>(
    adminUrl,
    `select count(*)::integer as runs, (sum(cost_nano_usd) / 1e9)::float8 as cost from runs
     where created_at >= $1 and created_at < $2`,
    [year.from, year.to],
  );
  const { runs: counted, cost_usd } = year.totals;
  console.log(`a year: ${counted} runs, $${cost_usd}; counted plainly: ${plain?.runs} runs, $${plain?.cost}`);
  await services.close();
} finally {
  await postgres.stop();
  await removeEmbeddedPostgresData(dataDir);
  await rm(folder, { recursive: true, force: true });
}
