import type { FinalRunStatus, RunError, RunId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import { json, toJsonbText } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';
import type { NewRunEvent } from '../run-events/append-run-events.ts';
import type { NewWebhookEvent } from '../webhooks/publish-event.ts';
import type { RunUsageRow } from './read-run-progress.ts';

export interface FinishedRun {
  status: FinalRunStatus;
  output: unknown;
  error: RunError | null;
}

/**
 * The end of a run that is held under `fence`: its last events (`run.finished` is the very last) and the
 * row's final state, its receipt and what webhooks are told in one statement; questions that nobody has answered are
 * put no longer. If it is not held, fails the transaction (`isLostLease`).
 */
export async function finishRun(
  tx: Transaction,
  finish: {
    runId: RunId;
    teamId: TeamId;
    fence: number;
    afterSeq: number;
    events: readonly NewRunEvent[];
    ending: FinishedRun;
    usage: RunUsageRow;
    /** Signed; `keyId` is the signing key's. */
    receipt: { keyId: string; body: unknown };
    tells: readonly Omit<NewWebhookEvent, 'teamId'>[];
  },
): Promise<void> {
  const { ending, usage } = finish;
  await sql`
    with held as (
      update public.runs
      set status = ${ending.status}, output = ${json(ending.output)},
        error = ${ending.error === null ? null : toJsonbText(ending.error)}::jsonb,
        tokens_input = ${usage.tokensInput}, tokens_output = ${usage.tokensOutput},
        cost_nano_usd = ${usage.costNanoUsd}, model = ${usage.model}, finished_at = now(),
        worker_id = null, heartbeat_at = null
      where team_id = ${finish.teamId} and id = ${finish.runId} and fence = ${finish.fence} and status = 'running'
      returning team_id, id
    ), added as (
      insert into public.run_events (run_id, seq, team_id, at, data)
      select held.id, ${finish.afterSeq}::integer + event.place, held.team_id, (event.item ->> 'at')::timestamptz,
        event.item -> 'data'
      from held, jsonb_array_elements(${toJsonbText(finish.events)}::jsonb) with ordinality as event (item, place)
    ), kept as (
      insert into public.receipts (run_id, team_id, key_id, body)
      select held.id, held.team_id, ${finish.receipt.keyId}, ${json(finish.receipt.body)} from held
    ), unasked as (
      update public.approvals set state = 'cancelled', decided_at = now()
      from held
      where approvals.team_id = held.team_id and approvals.run_id = held.id and approvals.state = 'pending'
    ), told as (
      select app.publish_event(held.team_id, event.id, event.type, event.payload) as endpoints
      from held, jsonb_to_recordset(${toJsonbText(finish.tells)}::jsonb) as event (id text, type text, payload text)
    )
    select app.require_lease(exists (select from held)), (select sum(endpoints) from told) as told`.execute(
    tx,
  );
}
