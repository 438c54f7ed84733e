import { createHash, randomBytes } from 'node:crypto';
import {
  type AgentId,
  type ApprovalId,
  type DataExportId,
  type DatasetId,
  newId,
  type RunId,
  type SpecPatchId,
  type TeamId,
  type TestId,
  type TestRunId,
  type TrialId,
} from '@agent-factory/contracts';
import { createTestDatabase, seedTenant } from '@agent-factory/db/testing';
import { openServices, type Services, type UserActor } from '@agent-factory/services';
import { testSecretsEnv } from '@agent-factory/services/testing';
import { type RunningWorker, startWorker } from '@agent-factory/worker';
import pg from 'pg';
import type { ClientLimits } from '../http/client-limits.ts';
import { startApi } from '../start-api.ts';
import { type Fingerprint, openFingerprints } from './fingerprint.ts';
import { type MarketThings, seedMarket } from './market-calls.ts';
import { seedMoney } from './money-calls.ts';
import { playedStripe } from './played-stripe.ts';
import type { Tenant } from './tenant.ts';
import { createTestTokens, type TestTokens } from './test-tokens.ts';

interface RequestOptions {
  token: string | null;
  method?: string;
  /** Sent as JSON; a string and bytes go as they are. */
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** The whole API over HTTP, on a database of its own, with the offline model alone. */
export interface TestApi {
  url: string;
  /** What is mounted, in the notation of the API description: `GET /v1/agents/{id}`. */
  routes: string[];
  /** A new user with a personal team. */
  addUser(): Promise<UserActor>;
  tokenOf: TestTokens['tokenOf'];
  fetch(path: string, options: RequestOptions): Promise<Response>;
  /** Puts a model call of the team in place, as the worker would. */
  seedModelCall(teamId: TeamId, runId: RunId): Promise<void>;
  /** Lets the run ask for something, as the worker would. */
  seedApproval(teamId: TeamId, runId: RunId): Promise<ApprovalId>;
  /** Lets all trials of a test run have passed, as a worker would. */
  passTests(teamId: TeamId, testRunId: TestRunId): Promise<void>;
  /** A test of that run, and a trial of it. */
  testsOf(teamId: TeamId, testRunId: TestRunId): Promise<{ tests: TestId; trials: TrialId }>;
  /** An archive that the user can download. */
  seedExport(userId: string): Promise<DataExportId>;
  /** A patch of the agent that has won; its text is that of the agent’s first version. */
  seedPatch(teamId: TeamId, agentId: AgentId, datasetId: DatasetId): Promise<SpecPatchId>;
  /** Lets a tool have changed since it was approved; answers with the hash of what it is now. */
  seedToolChange(teamId: TeamId): Promise<string>;
  /** Bounds a team, as an operator does. */
  grantQuota(teamId: TeamId, quota: { runs?: number; tokens?: number }): Promise<void>;
  /** Gives the team another plan or rate, as an operator would. */
  setTeam(
    teamId: TeamId,
    columns: { plan?: 'free' | 'pro' | 'enterprise'; requests_per_minute?: number | null },
  ): Promise<void>;
  /**
   * Makes the user's team one that was made on purpose, with another owner and an invitation that waits; and gives the
   * user a deleted team and an invitation of somebody else's. The fields are those of `Tenant`.
   */
  seedPeople(user: UserActor): Promise<Pick<Tenant, 'mate' | 'inv' | 'ownInv' | 'shut'>>;
  /** Lets the team have bought and sold something. */
  seedMoney(teamId: TeamId): Promise<Pick<Tenant, 'pur' | 'led' | 'payout' | 'offer'>>;
  /** Gives the team something in the marketplace. */
  seedMarket(user: UserActor, agentId: AgentId): Promise<MarketThings>;
  /** What is counted of the team's tokens at this moment. */
  countedTokens(teamId: TeamId): Promise<number>;
  /** Changes whenever any row of the product does. */
  fingerprint(): Promise<Fingerprint>;
  /** What was written into the audit logs of all teams in the last minute: action by id. */
  audited(): Promise<Map<string, string>>;
  /** Changes rows as nobody but a test may. */
  run(sql: string, values: unknown[]): Promise<void>;
  /** Tables, jobs and checkpoints among them, with rows in which this text stands. */
  tablesWith(text: string): Promise<string[]>;
  /** What API and worker have logged so far, each line. */
  logged(): string;
  /** How many readers listen for news of some run at this moment. */
  watchers(): number;
  /** Begins to shut the API down; `close` waits for it too. */
  stopApi(): Promise<void>;
  close(): Promise<void>;
}

export async function startTestApi(options: {
  worker: boolean;
  maxWaitMs?: number;
  drainMs?: number;
  limits?: ClientLimits;
  /** Whether requests are counted against the plan's limit. */
  limited?: boolean;
  /** pino's levels; nothing is logged by default. */
  logLevel?: string;
  /** The model vendors' variables; none by default. */
  env?: Record<string, string>;
}): Promise<TestApi> {
  const database = await createTestDatabase();
  const failures: unknown[] = [];
  const log: string[] = [];
  let watchers = 0;
  const opened = openServices({
    databaseUrl: database.appUrl,
    maxConnections: 5,
    redisUrl: null,
    workerInProcess: true,
    env: { ...testSecretsEnv(), WEB_URL: 'http://web.test', ...options.env },
    onError: (error) => failures.push(error),
  });
  const services: Services = {
    ...opened,
    // One suite asks more in a minute than any plan allows.
    ...(options.limited === true ? {} : { rateLimits: unlimited }),
    stripe: playedStripe,
    // No vendor is asked: every key is good.
    router: { ...opened.router, testKey: async () => ({ ok: true }) },
    // No service is asked: each answers with a description of an API.
    egress: { ...opened.egress, request: async ({ url }) => describedApi(url) },
    bus: {
      ...opened.bus,
      subscribe(runId, listener) {
        const unsubscribe = opened.bus.subscribe(runId, listener);
        let open = 1;
        watchers += open;
        return () => {
          watchers -= open;
          open = 0;
          unsubscribe();
        };
      },
    },
  };
  const tokens = await createTestTokens();
  const worker: RunningWorker | null = options.worker
    ? await startWorker({
        services,
        queueUrl: database.queueUrl,
        concurrency: 4,
        log: (_level, message) => log.push(message),
      })
    : null;
  const api = await startApi({
    mode: 'local',
    version: '0.0.0-test',
    services,
    accessTokens: tokens.rules,
    sessionStates: null,
    localAuth: null,
    host: '127.0.0.1',
    port: 0,
    logLevel: options.logLevel ?? 'silent',
    logStream: { write: (line) => log.push(line) },
    webOrigins: ['http://web.test'],
    hostNames: ['api.test'],
    trustProxy: false,
    ...(options.maxWaitMs === undefined ? {} : { maxWaitMs: options.maxWaitMs }),
    ...(options.drainMs === undefined ? {} : { drainMs: options.drainMs }),
    ...(options.limits === undefined ? {} : { limits: options.limits }),
  });
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();

  return {
    url: api.url,
    routes: api.routes.map((route) => route.replaceAll(/:(\w+)/g, '{$1}')),
    addUser: () => seedTenant(database.adminUrl),
    tokenOf: tokens.tokenOf,
    logged: () => log.join('\n'),
    fetch: (path, { token, method = 'GET', body, headers, signal }) =>
      fetch(`${api.url}${path}`, {
        method,
        headers: {
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined || typeof body === 'string' ? {} : { 'content-type': typeOf(body) }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: sent(body) }),
        ...(signal === undefined ? {} : { signal }),
      }),
    async seedModelCall(teamId, runId) {
      await admin.query(
        `insert into public.model_calls (id, team_id, run_id, purpose, attempt_number, provider, model, payer, outcome,
           tokens_input, tokens_cached_input, tokens_cache_write, tokens_output, tokens_reasoning, cost_nano_usd,
           reserved_nano_usd, estimated, duration_ms)
         values ($1, $2, $3, 'run', 1, 'offline', 'offline/extractive', 'platform', 'answered',
           1, 0, 0, 1, 0, 0, 0, false, 1)`,
        [newId('modelCall'), teamId, runId],
      );
    },
    async passTests(teamId, testRunId) {
      for (const statement of [
        `update public.test_trials set status = 'done', verdict = 'pass', score = 100, assertions = '[]',
           finished_at = now() where team_id = $1 and test_run_id = $2`,
        `update public.tests set verdict = 'pass', score = 100, finished_at = now()
         where team_id = $1 and test_run_id = $2`,
        `update public.test_runs set status = 'finished', finished_at = now() where team_id = $1 and id = $2`,
      ]) {
        await admin.query(statement, [teamId, testRunId]);
      }
    },
    async testsOf(teamId, testRunId) {
      const { rows } = await admin.query<{ tests: TestId; trials: TrialId }>(
        `select test_id as tests, id as trials from public.test_trials
         where team_id = $1 and test_run_id = $2 order by id limit 1`,
        [teamId, testRunId],
      );
      const [first] = rows;
      if (first === undefined) throw new Error('a test run has trials');
      return first;
    },
    async grantQuota(teamId, { runs = null, tokens = null }) {
      await admin.query('update public.teams set runs_quota = $2, tokens_quota = $3 where id = $1', [
        teamId,
        runs,
        tokens,
      ]);
    },
    async countedTokens(teamId) {
      const { rows } = await admin.query<{ tokens: number }>(
        'select coalesce(sum(tokens), 0)::int as tokens from public.quota_counts where team_id = $1',
        [teamId],
      );
      return rows[0]?.tokens ?? 0;
    },
    async seedApproval(teamId, runId) {
      const id = newId('approval');
      await admin.query(
        `insert into public.approvals (id, team_id, run_id, agent_id, key, about, name, value, on_timeout, expires_at)
         select $1, team_id, id, agent_id, $1, 'tool', 'send_mail', '{"to":"secret-plan"}', 'deny', '2999-01-01'
         from public.runs where team_id = $2 and id = $3`,
        [id, teamId, runId],
      );
      return id;
    },
    async seedPatch(teamId, agentId, datasetId) {
      const id = newId('specPatch');
      await admin.query(
        `insert into public.spec_patches (id, team_id, agent_id, agent_version_id, version, dataset_id,
           dataset_version_id, status, patch, limit_nano_usd, finished_at)
         select $1, v.team_id, v.agent_id, v.id, v.version, $4, d.id, 'won',
           jsonb_build_object('text', v.spec, 'rationale', 'secret-plan', 'changes', '[]'::jsonb), 0, now()
         from public.agent_versions v
         join public.dataset_versions d on d.team_id = v.team_id and d.dataset_id = $4
         where v.team_id = $2 and v.agent_id = $3 and v.version = 1 limit 1`,
        [id, teamId, agentId, datasetId],
      );
      return id;
    },
    async seedExport(userId) {
      const id = newId('dataExport');
      await admin.query(
        `insert into public.data_exports (id, user_id, status, attempt, size_bytes, sha256, finished_at, expires_at)
         values ($1, $2, 'ready', 1, 11, repeat('0', 64), now(), '2999-01-01')`,
        [id, userId],
      );
      await admin.query(
        `insert into public.data_export_parts (export_id, user_id, position, body) values ($1, $2, 0, 'secret-plan')`,
        [id, userId],
      );
      return id;
    },
    async seedToolChange(teamId) {
      const hash = createHash('sha256').update(teamId).digest('hex');
      await admin.query(
        `insert into public.tool_pins (team_id, source, url, tool, hash, definition, changed_hash, changed_definition,
           changed_at)
         values ($1, 'mcp', $2, 'secret-plan', repeat('0', 64), '{}', $3, '{}', now())`,
        [teamId, changedServer, hash],
      );
      return hash;
    },
    async setTeam(teamId, { plan, requests_per_minute: rate }) {
      if (plan !== undefined)
        await admin.query('update public.teams set plan = $2 where id = $1', [teamId, plan]);
      if (rate !== undefined)
        await admin.query('update public.teams set requests_per_minute = $2 where id = $1', [teamId, rate]);
    },
    async seedPeople(user) {
      const [mate, host] = await Promise.all([seedTenant(database.adminUrl), seedTenant(database.adminUrl)]);
      const token = randomBytes(32).toString('base64url');
      const inv = newId('invitation');
      const ownInv = newId('invitation');
      const shut = newId('team');
      await admin.query(
        `with company as (
           update public.teams set personal_of = null, name = $5 where id = $1
         ), shut as (
           insert into public.teams (id, name, deleted_at, erase_after) values ($4, 'Closed', now(), '2999-01-01')
           returning id
         ), invitations as (
           insert into public.invitations (id, team_id, email, role, token_hash, sent_at, expires_at) values
             ($6, $1, $6 || '@example.test', 'viewer', sha256(convert_to($6, 'utf8')), '2001-01-01', '2999-01-01'),
             ($7, $8, $9, 'viewer', sha256(convert_to($10, 'utf8')), now(), '2999-01-01')
         ), proof as (
           update public.profiles set email_proven = true where id = $2
         )
         insert into public.team_members (team_id, user_id, role)
         select $1, $3::uuid, 'owner' union all select id, $2::uuid, 'owner' from shut`,
        [
          user.teamId,
          user.userId,
          mate.userId,
          shut,
          companyName,
          inv,
          ownInv,
          host.teamId,
          user.email,
          token,
        ],
      );
      return { mate: mate.userId, inv, ownInv: { id: ownInv, token }, shut };
    },
    seedMoney: (teamId) => seedMoney(admin, teamId),
    seedMarket: ({ teamId, userId }, agentId) => seedMarket(admin, { teamId, userId, agentId }),
    fingerprint: openFingerprints(admin),
    async run(statement, values) {
      await admin.query(statement, values);
    },
    async tablesWith(text) {
      const { rows } = await admin.query<{ name: string }>(
        `select name from (
           select table_schema || '.' || table_name as name,
             (xpath('/row/n/text()', query_to_xml(format(
               'select count(*) as n from %I.%I t where strpos(t::text, %L) > 0', table_schema, table_name, $1::text
             ), false, true, '')))[1]::text::int as n
           from information_schema.tables
           where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
         ) counted where n > 0 order by name`,
        [text],
      );
      return rows.map(({ name }) => name);
    },
    async audited() {
      const { rows } = await admin.query<{ id: string; action: string }>(
        `select id, action from public.audit_entries where created_at > now() - interval '1 minute'`,
      );
      return new Map(rows.map(({ id, action }) => [id, action]));
    },
    watchers: () => watchers,
    stopApi: () => api.close(),
    async close() {
      await api.close();
      await worker?.stop(5_000);
      await opened.close();
      await admin.end();
      await database.drop();
      if (failures.length > 0) throw new AggregateError(failures, 'something failed inside');
    },
  };
}

const unlimited: Services['rateLimits'] = {
  hit: (_, limit) => ({ admitted: true, limit, remaining: limit, resetMs: 60_000 }),
  close() {},
};

function typeOf(body: unknown): string {
  return Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json';
}

function sent(body: unknown): string | Uint8Array<ArrayBuffer> {
  if (typeof body === 'string') return body;
  return Buffer.isBuffer(body) ? Uint8Array.from(body) : JSON.stringify(body);
}

/** What `seedPeople` calls the team. */
export const companyName = 'Company';

/** Where the tool of `seedToolChange` is. */
export const changedServer = 'https://mcp.example.test/mcp';

function describedApi(url: string): Awaited<ReturnType<Services['egress']['request']>> {
  const document = { openapi: '3.1.0', paths: { '/quote': { get: { operationId: 'getQuote' } } } };
  const body = Buffer.from(JSON.stringify(document));
  return { url, status: 200, headers: { 'content-type': 'application/json' }, body, truncated: false };
}
