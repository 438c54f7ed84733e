import type { DeliveryVerdict, RunId, TeamId, TriggerId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

export interface DeliveryRow {
  deliveryId: string | null;
  at: Date;
  verdict: DeliveryVerdict;
  sizeBytes: number;
  runId: RunId | null;
  message: string | null;
}

/** Newest first. */
export async function listDeliveries(
  tx: Transaction,
  { teamId, triggerId, limit }: { teamId: TeamId; triggerId: TriggerId; limit: number },
): Promise<DeliveryRow[]> {
  const { rows } = await sql<DeliveryRow>`
    select delivery_id as "deliveryId", at, verdict, size_bytes as "sizeBytes", run_id as "runId", message
    from public.trigger_deliveries
    where team_id = ${teamId} and trigger_id = ${triggerId}
    order by seq desc limit ${limit}`.execute(tx);
  return rows;
}
