import type { ErasureId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Database } from '../../database.ts';
import { json } from '../../json.ts';
import { inTransaction, type Transaction } from '../../tenant-transaction.ts';
import type { ClaimedErasure, ErasureRow, StepCounts } from './rows.ts';

/** Whose erasure a transaction is of; with `teamId`, the team of a person that goes along or says something of them. */
export type ErasureOf = { userId: string; teamId?: TeamId } | { teamId: TeamId };

/** One transaction of the worker in an erasure that is under way: sees that one's row, and the team alone. */
export function withErasure<T>(
  database: Database,
  of: ErasureOf,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const claims = {
    ...('userId' in of ? { sub: of.userId } : {}),
    ...(of.teamId === undefined ? {} : { team_id: of.teamId }),
  };
  return inTransaction(database, 'agent_factory_worker', claims, work);
}

/** Takes up what has become due, of people and of teams. */
export async function openErasures(database: Database, limit: number): Promise<number> {
  return inTransaction(database, 'agent_factory_worker', {}, async (tx) => {
    const { rows } = await sql<{ opened: number }>`
      select app.open_erasures(${limit}::integer) as opened`.execute(tx);
    return rows[0]?.opened ?? 0;
  });
}

/** One that is not finished and that nobody has claimed, for so long; undefined when there is none. */
export async function claimErasure(
  database: Database,
  { spanSeconds, subject }: { spanSeconds: number; subject: string | null },
): Promise<ClaimedErasure | undefined> {
  return inTransaction(database, 'agent_factory_worker', {}, async (tx) => {
    const { rows } = await sql<ClaimedErasure>`
      select id, kind, subject
      from app.claim_erasure(make_interval(secs => ${spanSeconds}::integer), ${subject}::text)`.execute(tx);
    return rows[0];
  });
}

export async function selectErasure(
  tx: Transaction,
  { id }: { id: ErasureId },
): Promise<ErasureRow | undefined> {
  const { rows } = await sql<ErasureRow>`
    select id, kind, subject_sha256 as "subjectSha256", mail_to as "mailTo", requested_at as "requestedAt",
      progress, receipt
    from public.erasures where id = ${id}`.execute(tx);
  return rows[0];
}

/** In the transaction of the step itself: either both are there or neither. What was noted before stays. */
export async function noteErasureStep(
  tx: Transaction,
  { id, step, counts }: { id: ErasureId; step: string; counts: StepCounts },
): Promise<void> {
  await sql`
    update public.erasures
    set progress = jsonb_build_object(${step}::text, ${json(counts)}::jsonb) || progress,
      claimed_until = now() + interval '10 minutes'
    where id = ${id}`.execute(tx);
}

export async function saveErasureReceipt(
  tx: Transaction,
  { id, receipt }: { id: ErasureId; receipt: unknown },
): Promise<void> {
  await sql`
    update public.erasures set receipt = ${json(receipt)} where id = ${id} and receipt is null`.execute(tx);
}

/** Everybody was told: nobody's name is left on it. */
export async function finishErasure(tx: Transaction): Promise<void> {
  await sql`select app.finish_erasure()`.execute(tx);
}

/** Gives a claim back, so that the next round tries again. */
export async function releaseErasure(tx: Transaction, { id }: { id: ErasureId }): Promise<void> {
  await sql`update public.erasures set claimed_until = null where id = ${id}`.execute(tx);
}

/** Null for one that has not got that far, and for none. */
export async function selectErasureReceipt(database: Database, id: ErasureId): Promise<unknown> {
  return inTransaction(database, 'agent_factory_worker', {}, async (tx) => {
    const { rows } = await sql<{ receipt: unknown }>`
      select app.erasure_receipt(${id}::text) as receipt`.execute(tx);
    return rows[0]?.receipt ?? null;
  });
}

/** Erases the team of this transaction; rows by table, or null while its time has not come. */
export async function eraseTeamCounted(tx: Transaction): Promise<StepCounts | null> {
  const { rows } = await sql<{ counts: StepCounts | null }>`
    select app.erase_team_counted() as counts`.execute(tx);
  return rows[0]?.counts ?? null;
}

/** Teams that go with the person of this erasure. */
export async function listTeamsOfErasure(tx: Transaction): Promise<TeamId[]> {
  const { rows } = await sql<{ id: TeamId }>`select id from app.teams_of_erasure() id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Gives teams of others that would be left without an owner to one of their members; how many. */
export async function handOverTeams(tx: Transaction): Promise<number> {
  const { rows } = await sql<{ handed: number }>`select app.hand_over_teams() as handed`.execute(tx);
  return rows[0]?.handed ?? 0;
}

/** Teams that live on and whose audit log says something of the person. */
export async function listTeamsWithTraces(tx: Transaction): Promise<TeamId[]> {
  const { rows } = await sql<{ id: TeamId }>`select id from app.teams_with_traces() id`.execute(tx);
  return rows.map(({ id }) => id);
}

export interface TraceRow {
  id: string;
  seq: number;
  action: string;
  details: string;
}

/** The entries of the team's log that say something of the person, in the order of the chain. */
export async function listTraces(
  tx: Transaction,
  { afterSeq, limit }: { afterSeq: number; limit: number },
): Promise<TraceRow[]> {
  const { rows } = await sql<TraceRow>`
    select id, seq, action, details from app.traces_of_person(${afterSeq}::bigint, ${limit}::integer)`.execute(
    tx,
  );
  return rows;
}

export async function redactAuditEntry(
  tx: Transaction,
  { id, details }: { id: string; details: string },
): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    select app.redact_audit_entry(${id}::text, ${details}::text) as done`.execute(tx);
  return rows[0]?.done ?? false;
}

/** Erases the person themselves; rows by table, empty where they are gone. */
export async function erasePerson(tx: Transaction): Promise<StepCounts> {
  const { rows } = await sql<{ counts: StepCounts }>`select app.erase_person() as counts`.execute(tx);
  return rows[0]?.counts ?? {};
}
