import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { type RunRow, runColumns } from './rows.ts';

/** The run that a call with this idempotency key made, and the hash of what that call asked for. */
export async function selectRunByKey(
  tx: Transaction,
  { idempotencyKey, teamId }: { idempotencyKey: string; teamId: TeamId },
): Promise<(RunRow & { requestHash: string | null }) | undefined> {
  const { rows } = await sql<RunRow & { requestHash: string | null }>`
    select ${runColumns}, run.request_hash as "requestHash"
    from public.runs run
    join public.agents agent on agent.team_id = run.team_id and agent.id = run.agent_id
    where run.team_id = ${teamId} and run.idempotency_key = ${idempotencyKey}`.execute(tx);
  return rows[0];
}
