import type { DataExportId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Database } from '../../database.ts';
import { inTransaction, type Transaction } from '../../tenant-transaction.ts';
import type { DataExportRow } from './rows.ts';

const columns = sql`
  id, whole_teams as "wholeTeams", status, error, attempt, rows_written as "rowsWritten", size_bytes as "sizeBytes",
  sha256, requested_at as "requestedAt", finished_at as "finishedAt", expires_at as "expiresAt"`;

/** Asks for one, and queues its job. Violates `data_exports_one_at_a_time` while another is under way. */
export async function insertDataExport(
  tx: Transaction,
  { id, userId, wholeTeams }: { id: DataExportId; userId: string; wholeTeams: readonly TeamId[] },
): Promise<DataExportRow> {
  const { rows } = await sql<DataExportRow>`
    insert into public.data_exports (id, user_id, whole_teams)
    values (${id}, ${userId}::uuid, ${[...wholeTeams]}::text[])
    returning ${columns}`.execute(tx);
  await sql`
    select app.enqueue_person_job(
      'export_data', jsonb_build_object('export_id', ${id}::text, 'user_id', ${userId}::text), ${id}::text, 5
    )`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('an insert answers with its row');
  return row;
}

/** How many the person asked for since then. */
export async function countDataExports(
  tx: Transaction,
  { userId, since }: { userId: string; since: Date },
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from public.data_exports
    where user_id = ${userId}::uuid and requested_at >= ${since}`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** Newest first. */
export async function listDataExports(
  tx: Transaction,
  { userId, limit }: { userId: string; limit: number },
): Promise<DataExportRow[]> {
  const { rows } = await sql<DataExportRow>`
    select ${columns} from public.data_exports where user_id = ${userId}::uuid
    order by requested_at desc, id desc limit ${limit}`.execute(tx);
  return rows;
}

export async function selectDataExport(
  tx: Transaction,
  { id, userId }: { id: DataExportId; userId: string },
): Promise<DataExportRow | undefined> {
  const { rows } = await sql<DataExportRow>`
    select ${columns} from public.data_exports where user_id = ${userId}::uuid and id = ${id}`.execute(tx);
  return rows[0];
}

/** Begins it anew, whatever an attempt before has left; undefined for one that is done with. */
export async function beginDataExport(
  tx: Transaction,
  { id, userId }: { id: DataExportId; userId: string },
): Promise<DataExportRow | undefined> {
  const { rows } = await sql<DataExportRow>`
    update public.data_exports set status = 'running', attempt = attempt + 1, rows_written = 0, size_bytes = 0
    where user_id = ${userId}::uuid and id = ${id} and status in ('queued', 'running')
    returning ${columns}`.execute(tx);
  if (rows[0] !== undefined) {
    await sql`delete from public.data_export_parts where user_id = ${userId}::uuid and export_id = ${id}`.execute(
      tx,
    );
  }
  return rows[0];
}

interface Attempt {
  id: DataExportId;
  userId: string;
  attempt: number;
}

/** Adds bytes behind those that are there; false for an attempt that another one has followed. */
export async function addDataExportPart(
  tx: Transaction,
  {
    id,
    userId,
    attempt,
    position,
    body,
    rowsWritten,
  }: Attempt & { position: number; body: Buffer; rowsWritten: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update public.data_exports set size_bytes = size_bytes + ${body.length}, rows_written = ${rowsWritten}
    where user_id = ${userId}::uuid and id = ${id} and attempt = ${attempt} and status = 'running'`.execute(
    tx,
  );
  if (numAffectedRows !== 1n) return false;
  await sql`
    insert into public.data_export_parts (export_id, user_id, position, body)
    values (${id}, ${userId}::uuid, ${position}, ${body})`.execute(tx);
  return true;
}

/** The archive is whole. */
export async function finishDataExport(
  tx: Transaction,
  { id, userId, attempt, sha256, keptDays }: Attempt & { sha256: string; keptDays: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update public.data_exports set status = 'ready', sha256 = ${sha256}, finished_at = now(),
      expires_at = now() + make_interval(days => ${keptDays}::integer)
    where user_id = ${userId}::uuid and id = ${id} and attempt = ${attempt} and status = 'running'`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}

/** It will not be done; `error` is for the person. */
export async function failDataExport(
  tx: Transaction,
  { id, userId, attempt, error }: Attempt & { error: string },
): Promise<void> {
  await sql`
    update public.data_exports set status = 'failed', error = ${error.slice(0, 500)}, finished_at = now()
    where user_id = ${userId}::uuid and id = ${id} and attempt = ${attempt} and status = 'running'`.execute(
    tx,
  );
  await sql`
    delete from public.data_export_parts where user_id = ${userId}::uuid and export_id = ${id}`.execute(tx);
}

/** A piece of the archive; undefined behind the last. */
export async function selectDataExportPart(
  tx: Transaction,
  { id, userId, position }: { id: DataExportId; userId: string; position: number },
): Promise<Buffer | undefined> {
  const { rows } = await sql<{ body: Buffer }>`
    select body from public.data_export_parts
    where user_id = ${userId}::uuid and export_id = ${id} and position = ${position}`.execute(tx);
  return rows[0]?.body;
}

/** Removes archives whose time is over and gives up exports that nobody got done; how many archives went. */
export async function sweepDataExports(database: Database): Promise<number> {
  return inTransaction(database, 'agent_factory_worker', {}, async (tx) => {
    const { rows } = await sql<{ gone: number }>`select app.sweep_data_exports() as gone`.execute(tx);
    return rows[0]?.gone ?? 0;
  });
}
