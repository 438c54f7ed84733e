import type { RunId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** What a run has used. Money in 10⁻⁹ USD. */
export interface RunUsageRow {
  tokensInput: number;
  tokensOutput: number;
  costNanoUsd: number;
  /** `vendor/model` that answered last. */
  model: string | null;
}

/**
 * How far a run's events reach (0 without any), what its model calls have used, all attempts together, and which
 * events about approvals it has told: `<approval id> <state>`.
 */
export async function readRunProgress(
  tx: Transaction,
  { runId, teamId }: { runId: RunId; teamId: TeamId },
): Promise<{ lastSeq: number; usage: RunUsageRow; approvalsTold: string[] }> {
  const { rows } = await sql<RunUsageRow & { lastSeq: number; approvalsTold: string[] }>`
    select coalesce(max(seq), 0) as "lastSeq",
      coalesce(sum((data #>> '{tokens,input}')::bigint) filter (where called), 0)::bigint as "tokensInput",
      coalesce(sum((data #>> '{tokens,output}')::bigint) filter (where called), 0)::bigint as "tokensOutput",
      coalesce(sum((data ->> 'cost_nano_usd')::bigint) filter (where called), 0)::bigint as "costNanoUsd",
      (array_agg(data ->> 'model' order by seq desc) filter (where called))[1] as model,
      coalesce(
        array_agg(data ->> 'approval_id' || ' ' || (data ->> 'state')) filter (where data ->> 'type' = 'approval'),
        '{}'
      ) as "approvalsTold"
    from (
      select seq, data, data ->> 'type' = 'step.finished' as called
      from public.run_events where run_id = ${runId} and team_id = ${teamId}
    ) event`.execute(tx);
  const row = rows[0];
  if (row === undefined) throw new Error('an aggregate without groups has one row');
  const { lastSeq, approvalsTold, ...usage } = row;
  return { lastSeq, usage, approvalsTold };
}
