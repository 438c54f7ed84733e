import type { RunId, RunView } from '@agent-factory/contracts';
import {
  chargeLeftHolds,
  finishRun,
  readRunProgress,
  requestCancel,
  selectRun,
  takeQueuedRun,
  withTenant,
} from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import { addStoredEvents } from '../receipts/add-stored-events.ts';
import { createReceiptDraft } from '../receipts/receipt-draft.ts';
import { signReceipt } from '../receipts/sign-receipt.ts';
import type { ServiceContext } from '../service-context.ts';
import { eventsOfEnd } from '../webhooks/run-events.ts';
import { cancelledEnding } from './execution/ending.ts';
import { runFinished } from './execution/run-usage.ts';
import { runIdInputSchema } from './get.ts';
import { runView } from './run-view.ts';

/**
 * Asks a run to stop. One that nobody works on, because it is queued or waits for people, ends here and now; one at work ends within moments; one
 * that has ended stays as it is. Answers with the run as it is then. Errors: `not_found`.
 */
export async function cancelRun({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof runIdInputSchema>;
}): Promise<RunView> {
  requireScope(ctx.actor, 'runs:write');
  const { run_id } = parseInput(runIdInputSchema, input);
  const key = { runId: run_id, teamId: ctx.actor.teamId };

  const status = await withTenant(ctx.db, ctx.actor, async (tx) => {
    const status = await requestCancel(tx, key);
    if (status !== undefined) {
      await recordAudit(tx, ctx, { action: 'run.cancelled', target: { id: run_id }, before: { status } });
    }
    return status;
  });
  if (status === 'queued' || status === 'waiting') await endQueuedRun(ctx, run_id);
  else if (status !== undefined) ctx.bus.announce({ runId: run_id, kind: 'cancel' });

  const row = await withTenant(ctx.db, ctx.actor, (tx) => selectRun(tx, key));
  if (row === undefined) throw notFound('run');
  return runView(row);
}

/** Events are the system's to write, so it ends the run that the member asked it to; no-op if taken up since. */
async function endQueuedRun(ctx: ServiceContext, runId: RunId): Promise<void> {
  const { teamId } = ctx.actor;
  const key = { runId, teamId };
  const ended = await withTenant(ctx.db, { type: 'system', teamId, reason: 'cancel_run' }, async (tx) => {
    const taken = await takeQueuedRun(tx, key);
    if (taken === undefined) return false;
    const { lastSeq, usage } = await readRunProgress(tx, key);
    const draft = createReceiptDraft({ ...taken, ...key });
    if (lastSeq > 0) await addStoredEvents(tx, draft);
    const last = { at: new Date(ctx.clock.now()), data: runFinished(cancelledEnding, usage) };
    draft.add({ seq: lastSeq + 1, ...last });
    await finishRun(tx, {
      ...key,
      fence: taken.fence,
      afterSeq: lastSeq,
      events: [last],
      ending: cancelledEnding,
      usage,
      receipt: await signReceipt(ctx, draft, (work) => work(tx)),
      tells: eventsOfEnd(draft.run, cancelledEnding, usage, ctx.clock.now()),
    });
    await chargeLeftHolds(tx, { runId, fence: taken.fence });
    return true;
  });
  ctx.bus.announce({ runId, kind: ended ? 'finished' : 'cancel' });
  if (ended) ctx.bus.announce({ runId: teamId, kind: 'finished' });
}
