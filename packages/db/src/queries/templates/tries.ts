import type {
  ApiKeyId,
  TeamId,
  TemplateId,
  TemplateTryId,
  TemplateVersionId,
} from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Database } from '../../database.ts';
import { json } from '../../json.ts';
import { inTransaction, type Transaction } from '../../tenant-transaction.ts';

export interface TryRow {
  id: TemplateTryId;
  templateId: TemplateId;
  versionId: TemplateVersionId;
  creatorTeamId: TeamId;
  status: 'queued' | 'running' | 'succeeded' | 'failed';
  input: unknown;
  output: unknown;
  error: { code: string; message: string } | null;
  calls: { tool: string; outcome: string }[];
  invariants: { id: string; verdict: string }[];
  costNanoUsd: number;
  durationMs: number;
  createdBy: string | null;
  apiKeyId: ApiKeyId | null;
  createdAt: Date;
  finishedAt: Date | null;
}

const columns = sql`
  id, template_id as "templateId", version_id as "versionId", creator_team_id as "creatorTeamId", status, input,
  output, error, calls, invariants, cost_nano_usd as "costNanoUsd", duration_ms as "durationMs",
  created_by as "createdBy", api_key_id as "apiKeyId", created_at as "createdAt", finished_at as "finishedAt"`;

/** Takes the next of the version's tries; undefined where none is left. As the system. */
export async function insertTry(
  tx: Transaction,
  row: {
    id: TemplateTryId;
    teamId: TeamId;
    templateId: TemplateId;
    versionId: TemplateVersionId;
    creatorTeamId: TeamId;
    input: unknown;
    createdBy: string | null;
    apiKeyId: ApiKeyId | null;
  },
): Promise<TryRow | undefined> {
  // Two at once would take the same number: the second waits for the first's commit and is refused by the unique key.
  const { rows } = await sql<TryRow>`
    insert into public.template_tries (id, team_id, template_id, version_id, creator_team_id, number, input,
      created_by, api_key_id)
    select ${row.id}, ${row.teamId}, ${row.templateId}, ${row.versionId}, ${row.creatorTeamId}, free.number,
      ${json(row.input)}, ${row.createdBy}::uuid, ${row.apiKeyId}
    from generate_series(1, 3) as free(number)
    where not exists (
      select from public.template_tries taken
      where taken.team_id = ${row.teamId} and taken.version_id = ${row.versionId} and taken.number = free.number
    )
    order by free.number limit 1
    on conflict (team_id, version_id, number) do nothing
    returning ${columns}`.execute(tx);
  return rows[0];
}

export async function selectTry(
  tx: Transaction,
  { id, teamId }: { id: TemplateTryId; teamId: TeamId },
): Promise<TryRow | undefined> {
  const { rows } = await sql<TryRow>`
    select ${columns} from public.template_tries where team_id = ${teamId} and id = ${id}`.execute(tx);
  return rows[0];
}

/** The team's tries of a template, newest first; `counted` are those that used one of their version's up. */
export async function listTries(
  tx: Transaction,
  { teamId, templateId }: { teamId: TeamId; templateId: TemplateId },
): Promise<(TryRow & { counted: boolean })[]> {
  const { rows } = await sql<TryRow & { counted: boolean }>`
    select ${columns}, number is not null as counted from public.template_tries
    where team_id = ${teamId} and template_id = ${templateId}
    order by created_at desc, id desc limit 100`.execute(tx);
  return rows;
}

/** Takes the try up, for so long; undefined where somebody else is at it or it has ended. */
export async function claimTry(
  tx: Transaction,
  { id, teamId, leaseMs }: { id: TemplateTryId; teamId: TeamId; leaseMs: number },
): Promise<(TryRow & { fence: number }) | undefined> {
  const { rows } = await sql<TryRow & { fence: number }>`
    update public.template_tries set status = 'running', fence = fence + 1,
      leased_until = now() + make_interval(secs => ${leaseMs / 1000})
    where team_id = ${teamId} and id = ${id} and status in ('queued', 'running')
      and (leased_until is null or leased_until < now())
    returning ${columns}, fence`.execute(tx);
  return rows[0];
}

/** What became of it; nothing where another worker has taken it up since. */
export async function finishTry(
  tx: Transaction,
  ended: {
    id: TemplateTryId;
    teamId: TeamId;
    fence: number;
    status: 'succeeded' | 'failed';
    output: unknown;
    error: { code: string; message: string } | null;
    calls: readonly { tool: string; outcome: string }[];
    invariants: readonly { id: string; verdict: string }[];
    costNanoUsd: number;
    durationMs: number;
    /** Whether it was our fault: then it uses none up. */
    givenBack: boolean;
  },
): Promise<void> {
  await sql`
    update public.template_tries set status = ${ended.status}, output = ${json(ended.output)},
      error = ${ended.error === null ? null : json(ended.error)}, calls = ${json(ended.calls)},
      invariants = ${json(ended.invariants)}, cost_nano_usd = ${ended.costNanoUsd},
      duration_ms = ${ended.durationMs}, leased_until = null, finished_at = now(),
      number = case when ${ended.givenBack} then null else number end
    where team_id = ${ended.teamId} and id = ${ended.id} and fence = ${ended.fence} and finished_at is null`.execute(
    tx,
  );
}

/** Tries of all teams that nobody is at though they began so long ago. */
export async function listStaleTries(
  database: Database,
  { waitingMs, limit }: { waitingMs: number; limit: number },
): Promise<{ teamId: TeamId; id: TemplateTryId }[]> {
  return inTransaction(database, 'agent_factory_worker', {}, async (tx) => {
    const { rows } = await sql<{ teamId: TeamId; id: TemplateTryId }>`
      select team_id as "teamId", try_id as id
      from app.tries_to_go_on(make_interval(secs => ${waitingMs / 1000}), ${limit}::integer)`.execute(tx);
    return rows;
  });
}
