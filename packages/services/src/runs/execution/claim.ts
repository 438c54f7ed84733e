import type { JobPayload } from '@agent-factory/contracts';
import { type ClaimedRow, claimRun, readRunProgress, withTenant, withTenantOnce } from '@agent-factory/db';
import type { JsonValue } from '@agent-factory/spec';
import { addStoredEvents } from '../../receipts/add-stored-events.ts';
import { createReceiptDraft, type ReceiptDraft } from '../../receipts/receipt-draft.ts';
import type { Services } from '../../service-context.ts';
import type { Lease } from './lease.ts';
import type { RunMember } from './resolve-members.ts';
import type { RunTimings } from './run-timings.ts';
import { noUsage, type RunUsage } from './run-usage.ts';

export interface ClaimedRun {
  run: Omit<ClaimedRow, 'input' | 'members'>;
  /** As `start` validated it. */
  input: JsonValue;
  members: readonly RunMember[];
  lease: Lease;
  /** Where earlier attempts left off. */
  lastSeq: number;
  usage: RunUsage;
  approvalsTold: readonly string[];
  /** What earlier attempts did, as its receipt will tell it. */
  draft: ReceiptDraft;
  /** Whether the run has been taken up too often to be tried once more. */
  exhausted: boolean;
}

/**
 * Takes a run up under a new fence: one that is queued, or one whose worker gave no sign of life for
 * `deadAfterMs`. Undefined for any other, and for one that does not exist.
 */
export async function claim({
  services,
  input,
  workerId,
  timings,
}: {
  services: Pick<Services, 'db'>;
  input: JobPayload<'execute_run'>;
  workerId: string;
  timings: RunTimings;
}): Promise<ClaimedRun | undefined> {
  const { run_id: runId, team_id: teamId } = input;
  const actor: Lease['actor'] = { type: 'system', teamId, reason: 'execute_run' };
  const run = await withTenantOnce(services.db, actor, (tx) =>
    claimRun(tx, { runId, teamId, workerId, deadAfterMs: timings.deadAfterMs }),
  );
  if (run === undefined) return undefined;
  const draft = createReceiptDraft({ ...run, runId, teamId });
  let earlier: Awaited<ReturnType<typeof readRunProgress>> = {
    lastSeq: 0,
    usage: noUsage,
    approvalsTold: [],
  };
  if (run.attempt > 1) {
    // Later than the claim: it must see what the previous worker wrote while the claim waited for the row.
    earlier = await withTenant(services.db, actor, async (tx) => {
      const progress = await readRunProgress(tx, { runId, teamId });
      if (progress.lastSeq > 0) await addStoredEvents(tx, draft);
      return progress;
    });
  }
  return {
    run,
    input: storedInput(run.input),
    members: storedMembers(run.members),
    lease: { runId, teamId, fence: run.fence, actor },
    ...earlier,
    draft,
    // An attempt that ended because people had to be asked first has not failed.
    exhausted: run.attempt - run.waits > timings.maxAttempts,
  };
}

/** Guaranteed by the column's type: jsonb holds JSON and nothing else. */
function storedInput(input: unknown): JsonValue {
  return input as JsonValue;
}

/** Written by `start` alone. */
function storedMembers(members: unknown): readonly RunMember[] {
  return members as readonly RunMember[];
}
