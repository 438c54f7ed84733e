import type { RunId, TeamId, ThreadId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { type ReceiptFactsRow, receiptFactsColumns } from './receipt-facts.ts';

/** `attempt` counts from 1. */
export interface ClaimedRow extends ReceiptFactsRow {
  threadId: ThreadId;
  /** Agents that it may call by name, as `start` wrote them. */
  members: unknown;
  /** How many attempts ended because the run had to wait for people. */
  waits: number;
  fence: number;
  cancelRequested: boolean;
  /** Whether the thread began with this run and nobody has worked on it, so that it remembers nothing. */
  freshThread: boolean;
}

/**
 * Takes up a run that is queued, or one at work that gave no sign of life for `deadAfterMs`; undefined for
 * any other. The new fence refuses every later write of whoever held it before.
 */
export async function claimRun(
  tx: Transaction,
  claim: { runId: RunId; teamId: TeamId; workerId: string; deadAfterMs: number },
): Promise<ClaimedRow | undefined> {
  const { rows } = await sql<ClaimedRow>`
    update public.runs
    set status = 'running', attempt = attempt + 1, fence = fence + 1, worker_id = ${claim.workerId},
      heartbeat_at = now(), started_at = coalesce(started_at, now())
    where team_id = ${claim.teamId} and id = ${claim.runId}
      and (
        status = 'queued'
        or (status = 'running' and heartbeat_at < now() - ${claim.deadAfterMs}::integer * interval '1 millisecond')
      )
    returning ${receiptFactsColumns}, thread_id as "threadId", members, waits, fence,
      cancel_requested_at is not null as "cancelRequested",
      attempt = 1 and created_at = (
        select thread.created_at from public.threads thread
        where thread.team_id = runs.team_id and thread.id = runs.thread_id
      ) as "freshThread"`.execute(tx);
  return rows[0];
}
