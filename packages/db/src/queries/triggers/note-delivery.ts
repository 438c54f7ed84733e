import type { DeliveryVerdict, RunId, TeamId, TriggerId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

export interface NewDelivery {
  teamId: TeamId;
  triggerId: TriggerId;
  deliveryId: string | null;
  verdict: DeliveryVerdict;
  sizeBytes: number;
  runId: RunId | null;
  message: string | null;
}

/** So many of the last calls are kept. */
const kept = 100;
/** So many calls that were turned away are noted a minute: whoever knows the address alone fills no table. */
const turnedAwayPerMinute = 5;

/**
 * Notes a call and forgets the oldest. One that started the run of an earlier call is a repetition of it: what is noted
 * is answered.
 */
export async function noteDelivery(tx: Transaction, call: NewDelivery): Promise<DeliveryVerdict> {
  const { rows } = await sql<{ verdict: DeliveryVerdict }>`
    with forgotten as (
      delete from public.trigger_deliveries
      where team_id = ${call.teamId} and trigger_id = ${call.triggerId} and seq <= (
        select seq from public.trigger_deliveries
        where team_id = ${call.teamId} and trigger_id = ${call.triggerId}
        order by seq desc offset ${kept - 1} limit 1
      )
    )
    insert into public.trigger_deliveries (team_id, trigger_id, delivery_id, verdict, size_bytes, run_id, message)
    select ${call.teamId}, ${call.triggerId}, ${call.deliveryId}, case
        when ${call.verdict}::text = 'started' and exists (
          select from public.trigger_deliveries earlier
          where earlier.team_id = ${call.teamId} and earlier.trigger_id = ${call.triggerId}
            and earlier.run_id = ${call.runId}
        ) then 'repeated' else ${call.verdict}::text
      end, ${call.sizeBytes}::integer, ${call.runId}, ${call.message}
    where ${call.verdict}::text not in ('unsigned', 'limited') or ${turnedAwayPerMinute} > (
      select count(*) from (
        select at, verdict from public.trigger_deliveries
        where team_id = ${call.teamId} and trigger_id = ${call.triggerId}
        order by seq desc limit ${kept}
      ) last
      where verdict = ${call.verdict}::text and at > now() - interval '1 minute'
    )
    returning verdict`.execute(tx);
  return rows[0]?.verdict ?? call.verdict;
}
