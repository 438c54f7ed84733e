import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

interface ExportSource {
  /** What goes along; envelopes, hashes of secrets and tokens are kept out by not being named. */
  columns: string;
  from: string;
  /** Orders the rows and names each; with the types of its parts. */
  key: readonly (readonly [column: string, type: 'text' | 'integer' | 'timestamptz' | 'bigint'])[];
  /** Which rows are what the person $user made or did; null where nothing of it is anybody's in particular. */
  mine: string | null;
  page: number;
}

const created = 'x.created_by = $user';
const ofOwnRun = `exists (select from public.runs r where r.team_id = x.team_id and r.id = x.run_id and r.created_by = $user)`;
const ofOwnTest = `exists (select from public.test_runs t
  where t.team_id = x.team_id and t.id = x.test_run_id and t.created_by = $user)`;
const byId = [['id', 'text']] as const;

/** What of a team goes into an archive, by the name of its file. */
export const exportSources = {
  purchases: {
    columns: `id, template_id, template_version_id, title, amount_minor, tax_minor, currency, status, returned_minor,
      owed_minor, receipt_url, bought_by, created_at, completed_at`,
    // The books call a team what it is in them.
    from: '(select p.*, p.buyer_team_id as team_id from public.purchases p)',
    key: byId,
    mine: 'x.bought_by = $user',
    page: 200,
  },
  dashboard_views: {
    columns: 'id, name, query, shared, owner_id, created_at',
    from: 'public.dashboard_views',
    key: byId,
    mine: 'x.owner_id = $user',
    page: 200,
  },
  subscriptions: {
    columns:
      'team_id, plan, status, current_period_start, current_period_end, trial_end, cancel_at, past_due_since',
    from: 'public.subscriptions',
    key: [['team_id', 'text']],
    mine: null,
    page: 10,
  },
  agents: {
    columns:
      'id, name, kind, title, description, latest_version, created_by, created_at, updated_at, deleted_at',
    from: 'public.agents',
    key: byId,
    mine: created,
    page: 200,
  },
  agent_versions: {
    columns: 'id, agent_id, version, spec, spec_hash, message, created_by, created_at',
    from: 'public.agent_versions',
    key: byId,
    mine: created,
    page: 50,
  },
  agent_documents: {
    columns: `agent_id, document_id, base_version, encode(snapshot, 'base64') as snapshot, snapshot_seq, last_seq,
      created_at, updated_at`,
    from: 'public.agent_documents',
    key: [['agent_id', 'text']],
    mine: null,
    page: 20,
  },
  agent_document_updates: {
    columns: `agent_id, seq, encode(bytes, 'base64') as bytes, made_by, made_at`,
    from: 'public.agent_document_updates',
    key: [
      ['agent_id', 'text'],
      ['seq', 'bigint'],
    ],
    mine: 'x.made_by = $user',
    page: 100,
  },
  comment_threads: {
    columns: 'id, agent_id, path, quote, created_by, created_at, resolved_at, resolved_by',
    from: 'public.spec_comment_threads',
    key: byId,
    mine: created,
    page: 200,
  },
  comments: {
    columns: 'id, agent_id, thread_id, author_id, body, created_at, edited_at',
    from: 'public.spec_comments',
    key: byId,
    mine: 'x.author_id = $user',
    page: 200,
  },
  threads: {
    columns: 'id, agent_id, created_by, created_at, last_run_at',
    from: 'public.threads',
    key: byId,
    mine: created,
    page: 500,
  },
  runs: {
    columns: `id, agent_id, version, spec_hash, tried_model, thread_id, status, input, output, error, tokens_input, tokens_output,
      cost_nano_usd, model, schedule_id, trigger_id, api_key_id, created_by, created_at, started_at, finished_at,
      content_erased_at`,
    from: 'public.runs',
    key: byId,
    mine: created,
    page: 100,
  },
  run_events: {
    columns: 'run_id, seq, at, data',
    from: 'public.run_events',
    key: [
      ['run_id', 'text'],
      ['seq', 'integer'],
    ],
    mine: ofOwnRun,
    page: 500,
  },
  receipts: {
    columns: 'run_id, body, created_at',
    from: 'public.receipts',
    key: [['run_id', 'text']],
    mine: ofOwnRun,
    page: 200,
  },
  approvals: {
    columns: `id, run_id, agent_id, member, about, name, value, reason, state, edited_value, expires_at, decided_at,
      decided_by, decided_as, note, created_at`,
    from: 'public.approvals',
    key: byId,
    mine: 'x.decided_by = $user',
    page: 100,
  },
  tool_effects: {
    columns: 'run_id, key, tool, effect, state, result, created_at, done_at',
    from: 'public.tool_effects',
    key: [
      ['run_id', 'text'],
      ['key', 'text'],
    ],
    mine: ofOwnRun,
    page: 100,
  },
  memories: {
    columns: `agent_id, coalesce(thread_id, '') as thread_id, key, value, updated_at`,
    from: 'public.memories',
    key: [
      ['agent_id', 'text'],
      ["coalesce(thread_id, '')", 'text'],
      ['key', 'text'],
    ],
    mine: `exists (select from public.threads h where h.team_id = x.team_id and h.id = x.thread_id and h.created_by = $user)`,
    page: 200,
  },
  documents: {
    columns:
      'id, title, format, size_bytes, status, language, characters, body, created_by, created_at, indexed_at',
    from: 'public.documents',
    key: byId,
    mine: created,
    page: 3,
  },
  api_keys: {
    columns: `id, name, hint, scopes, agent_ids, acts_as, budget_nano_usd, ip_allow, expires_at, last_used_at, revoked_at,
      created_by, created_at`,
    from: 'public.api_keys',
    key: byId,
    mine: created,
    page: 200,
  },
  provider_keys: {
    columns: 'id, vendor, label, masked, base_url, status, weight, created_by, created_at',
    from: 'public.provider_keys',
    key: byId,
    mine: created,
    page: 200,
  },
  connections: {
    columns: 'id, kind, name, base_url, status, settings, trusted_reads, created_by, created_at',
    from: 'public.connections',
    key: byId,
    mine: created,
    page: 200,
  },
  schedules: {
    columns:
      'id, agent_id, name, cron, time_zone, input, enabled, overlap, paused_reason, created_by, created_at, updated_at',
    from: 'public.schedules',
    key: byId,
    mine: created,
    page: 100,
  },
  triggers: {
    columns:
      'id, agent_id, name, scheme, mapping, rate_per_minute, enabled, created_by, created_at, updated_at',
    from: 'public.triggers',
    key: byId,
    mine: created,
    page: 200,
  },
  webhooks: {
    columns: 'id, url, description, events, status, disabled_reason, created_by, created_at',
    from: 'public.webhook_endpoints',
    key: byId,
    mine: created,
    page: 200,
  },
  model_calls: {
    columns: `id, run_id, api_key_id, user_id, purpose, attempt_number, provider, model, region, payer, outcome,
      tokens_input, tokens_cached_input, tokens_cache_write, tokens_output, tokens_reasoning, cost_nano_usd, duration_ms,
      created_at`,
    from: 'public.model_calls',
    key: byId,
    mine: 'x.user_id = $user',
    page: 1_000,
  },
  budgets: {
    columns: 'kind, subject_id, period, limit_nano_usd, spent_nano_usd',
    from: 'public.budgets',
    key: [
      ['kind', 'text'],
      ['subject_id', 'text'],
      ['period', 'text'],
    ],
    mine: null,
    page: 1_000,
  },
  members: {
    columns: 'user_id::text as user_id, role, created_at',
    from: 'public.team_members',
    key: [['user_id::text', 'text']],
    mine: 'x.user_id = $user',
    page: 1_000,
  },
  invitations: {
    columns: 'id, email, role, state, invited_by, sent_at, expires_at, closed_at, created_at',
    from: 'public.invitations',
    key: byId,
    mine: 'x.invited_by = $user',
    page: 500,
  },
  datasets: {
    columns: 'id, agent_id, name, description, created_by, created_at',
    from: 'public.datasets',
    key: byId,
    mine: created,
    page: 200,
  },
  dataset_versions: {
    columns: 'id, dataset_id, version, content_hash, cases, created_by, created_at',
    from: 'public.dataset_versions',
    key: byId,
    mine: created,
    page: 200,
  },
  dataset_cases: {
    columns: 'dataset_version_id, position, name, split, body',
    from: 'public.dataset_cases',
    key: [
      ['dataset_version_id', 'text'],
      ['position', 'integer'],
    ],
    mine: `exists (select from public.dataset_versions v
      where v.team_id = x.team_id and v.id = x.dataset_version_id and v.created_by = $user)`,
    page: 100,
  },
  test_runs: {
    columns: `id, agent_id, kind, name, dataset_version_id, status, settings, tests, trials, limit_nano_usd,
      estimate_nano_usd, created_by, api_key_id, created_at, started_at, finished_at`,
    from: 'public.test_runs',
    key: byId,
    mine: created,
    page: 200,
  },
  tests: {
    columns: `id, test_run_id, agent_id, agent_version_id, version, spec_hash, position, name, input, expected,
      assertions, critical, options, trials, verdict, score, fault, feedback, cost_nano_usd, duration_ms, created_at,
      finished_at`,
    from: 'public.tests',
    key: byId,
    mine: ofOwnTest,
    page: 100,
  },
  test_trials: {
    columns: `id, test_run_id, test_id, agent_id, status, verdict, score, fault, assertions, observation, error,
      cost_nano_usd, grading_nano_usd, duration_ms, cached, run_id, created_at, finished_at`,
    from: 'public.test_trials',
    key: byId,
    mine: ofOwnTest,
    page: 20,
  },
  trial_labels: {
    columns: 'id, trial_id, agent_id, criterion, label, note, labelled_by, created_at',
    from: 'public.trial_labels',
    key: byId,
    mine: 'x.labelled_by = $user',
    page: 500,
  },
  attestations: {
    columns: 'id, agent_id, test_run_id, spec_hash, open, body, created_at',
    from: 'public.attestations',
    key: byId,
    mine: ofOwnTest,
    page: 100,
  },
  agent_label_moves: {
    columns: 'agent_id, label, move, version, attestation_id, reason, moved_by, moved_at',
    from: 'public.agent_label_moves',
    key: [
      ['agent_id', 'text'],
      ['label', 'text'],
      ['move', 'integer'],
    ],
    mine: 'x.moved_by = $user',
    page: 500,
  },
  spec_patches: {
    columns:
      'id, agent_id, version, dataset_id, status, phase, reason_code, reason, patch, results, accepted_version, created_by, created_at, finished_at',
    from: 'public.spec_patches',
    key: byId,
    mine: created,
    page: 20,
  },
  templates: {
    columns: `id, agent_id, title, summary, description, category, tags, price_minor, currency, licence, fork_royalty_bps,
      status, moderation_note, current_version_id, parent_template_id, royalty_bps, purchases_count, deployments_count,
      rating_count, rating_sum, created_by, created_at, updated_at, listed_at`,
    from: 'public.templates',
    key: byId,
    mine: created,
    page: 100,
  },
  template_versions: {
    columns: `id, template_id, number, kind, agent_version, spec_hash, content_hash, changelog, status, permissions,
      loosened, evidence, created_by, created_at, listed_at`,
    from: 'public.template_versions',
    key: byId,
    mine: created,
    page: 100,
  },
  // What the team itself published: of what it bought the agents that it made go along.
  template_contents: {
    columns: 'template_id, version_id, position, name, title, description, kind, spec, spec_hash',
    from: 'public.template_contents',
    key: [
      ['version_id', 'text'],
      ['position', 'integer'],
    ],
    mine: `exists (select from public.template_versions v
      where v.team_id = x.team_id and v.id = x.version_id and v.created_by = $user)`,
    page: 20,
  },
  template_reviews: {
    columns: `id, template_id, rating, author, body, version_number, answer, answered_at, user_id, created_at, updated_at`,
    from: 'public.template_reviews',
    key: byId,
    mine: 'x.user_id = $user',
    page: 200,
  },
  template_reports: {
    columns: 'id, template_id, user_id, reason, details, status, resolution, created_at, resolved_at',
    from: 'public.template_reports',
    key: byId,
    mine: 'x.user_id = $user',
    page: 200,
  },
  template_tries: {
    columns: `id, template_id, version_id, input, status, output, error, calls, invariants, cost_nano_usd, duration_ms,
      created_by, created_at, finished_at`,
    from: 'public.template_tries',
    key: byId,
    mine: created,
    page: 50,
  },
  template_deployments: {
    columns: `agent_id, template_id, version_id, version_number, position, root_agent_id, licence, spec_hash, deployed_by,
      created_at, updated_at`,
    from: 'public.template_deployments',
    key: [['agent_id', 'text']],
    mine: 'x.deployed_by = $user',
    page: 200,
  },
  ideas: {
    columns: 'id, agent_id, run_id, idea, evaluation, evaluated_at, shared_at, created_by, created_at',
    from: 'public.ideas',
    key: byId,
    mine: created,
    page: 20,
  },
  model_policy: {
    columns: `team_id, allow_models, switched_off, regions, max_cost_nano_usd, monthly_budget_nano_usd, cache, updated_at`,
    from: 'public.team_policies',
    key: [['team_id', 'text']],
    mine: null,
    page: 1,
  },
  retention: {
    columns: 'team_id, runs_days, events_days, set_at',
    from: 'public.team_retention',
    key: [['team_id', 'text']],
    mine: null,
    page: 1,
  },
} as const satisfies Record<string, ExportSource>;

export type ExportKind = keyof typeof exportSources;

/** Where the next page goes on; null for the first one and behind the last. */
export type ExportCursor = readonly string[] | null;

/**
 * A page of one kind as the transaction's person sees it, each row one line of JSON: all of the team, or what that
 * person made and did.
 */
export async function readExportPage(
  tx: Transaction,
  {
    kind,
    teamId,
    userId,
    whole,
    after,
  }: {
    kind: ExportKind;
    teamId: TeamId;
    userId: string;
    whole: boolean;
    after: ExportCursor;
  },
): Promise<{ lines: string[]; next: ExportCursor }> {
  const source: ExportSource = exportSources[kind];
  if (!whole && source.mine === null) return { lines: [], next: null };
  const keys = source.key.map(([column]) => sql.raw(column));
  // Of the row that goes along, which has them under their own names.
  const places = source.key.map(([column]) => sql`line.${sql.raw(outerName(column))}::text`);
  const mine = whole ? sql`true` : own(source.mine ?? 'false', userId);
  const beyond =
    after === null
      ? sql`true`
      : sql`(${sql.join(keys)}) > (${sql.join(source.key.map(([, type], i) => sql`${after[i]}::${sql.raw(type)}`))})`;
  const { rows } = await sql<{ line: string; place: string[] }>`
    select row_to_json(line)::text as line, array[${sql.join(places)}] as place from (
      select ${sql.raw(source.columns)} from ${sql.raw(source.from)} x
      where x.team_id = ${teamId} and ${mine} and ${beyond}
      order by ${sql.join(keys)} limit ${source.page}
    ) line`.execute(tx);
  return {
    lines: rows.map(({ line }) => line),
    next: rows.length < source.page ? null : (rows.at(-1)?.place ?? null),
  };
}

/** A key that is computed is named like the column that it is computed from. */
function outerName(column: string): string {
  return /^(?:coalesce\()?([a-z_]+)/.exec(column)?.[1] ?? column;
}

/** The condition with the person put in, who is one of our own UUIDs. */
function own(condition: string, userId: string) {
  const [before = '', ...rest] = condition.split('$user');
  return sql`(${sql.raw(before)}${sql.join(
    rest.map((text) => sql`${userId}::uuid${sql.raw(text)}`),
    sql``,
  )})`;
}

/** What a team's log says of the person of this transaction, whatever their role. */
export async function readOwnAuditPage(
  tx: Transaction,
  { afterSeq, limit }: { afterSeq: number; limit: number },
): Promise<{ seq: number; entry: string; details: string }[]> {
  const { rows } = await sql<{ seq: number; entry: string; details: string }>`
    select seq, entry, details from app.own_audit_entries(${afterSeq}::bigint, ${limit}::integer)`.execute(
    tx,
  );
  return rows;
}

/** The person as they are kept here. */
export async function readOwnProfile(
  tx: Transaction,
  { userId }: { userId: string },
): Promise<string | undefined> {
  const { rows } = await sql<{ line: string }>`
    select row_to_json(p)::text as line from (
      select id, email, name, email_proven, language, created_at, updated_at from public.profiles where id = ${userId}::uuid
    ) p`.execute(tx);
  return rows[0]?.line;
}
