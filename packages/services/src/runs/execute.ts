import { isAppError, type JobPayload, usdToNanoUsd } from '@agent-factory/contracts';
import { chargeLeftHolds, enqueueJob, pruneCheckpoints, releaseRun, withTenant } from '@agent-factory/db';
import { type CheckpointStore, compileSpec, RunWaits, runSpec } from '@agent-factory/orchestrator';
import { createApprovalPort, type RunApprovals } from '../approvals/approval-port.ts';
import { createEffectPort } from '../effects/effect-port.ts';
import type { Services } from '../service-context.ts';
import { bindCall } from '../spending/bind-call.ts';
import { callOptionsFor } from '../spending/call-options.ts';
import { createCheckpointStore } from './execution/checkpoint-store.ts';
import { type ClaimedRun, claim } from './execution/claim.ts';
import { cancelledEnding, type Ending, exhaustedEnding } from './execution/ending.ts';
import { createEventLog, type EventLog } from './execution/event-log.ts';
import { startHeartbeat } from './execution/heartbeat.ts';
import { isLeaseLost } from './execution/lease.ts';
import { loadMembers } from './execution/load-members.ts';
import { knownSpec, loadSpec } from './execution/load-spec.ts';
import { safeRunError } from './execution/run-error.ts';
import type { RunTimings } from './execution/run-timings.ts';
import { suspend } from './execution/suspend.ts';

/**
 * Works on one run until it has ended or has to wait for people. `signal` asks to hand the run back, for the next worker to resume.
 * Does nothing for a run that has ended or that another worker is alive on. Throws only for failures of
 * the infrastructure, after which the queue calls again.
 */
export async function executeRun({
  services,
  input,
  workerId,
  timings,
  signal,
}: {
  services: Services;
  input: JobPayload<'execute_run'>;
  workerId: string;
  timings: RunTimings;
  signal: AbortSignal;
}): Promise<void> {
  const claimed = await claim({ services, input, workerId, timings });
  if (claimed === undefined) return;
  const { lease } = claimed;

  const stop = new AbortController();
  let cancelled = false;
  const log = createEventLog(services, lease, {
    lastSeq: claimed.lastSeq,
    usage: claimed.usage,
    approvalsTold: claimed.approvalsTold,
    draft: claimed.draft,
    coalesceMs: timings.coalesceMs,
    onFailure: (error) => stop.abort(error),
  });
  let lost: unknown;
  const stopHeartbeat = startHeartbeat(services, lease, timings, {
    cancel: () => {
      cancelled = true;
      stop.abort();
    },
    lost: (error) => {
      lost = error;
      stop.abort(error);
    },
  });
  const handBack = (): void => stop.abort();
  signal.addEventListener('abort', handBack);
  if (signal.aborted) handBack();

  try {
    const approvals = createApprovalPort(log, lease);
    const ending = await work(services, claimed, log, approvals, stop.signal).catch(
      (error: unknown): Pause | Ending => {
        const broken = log.failure() ?? lost;
        if (broken !== undefined) throw broken;
        if (cancelled) return cancelledEnding;
        if (error instanceof RunWaits) return 'waits';
        if (signal.aborted) return 'handed back';
        // Nobody could say what the run may still spend: it goes on once somebody can.
        if (isAppError(error) && error.code === 'unavailable') throw error;
        // A connection that is missing, a server that changed: ours is not what is broken, and trying again is no use.
        if (isAppError(error) && error.code === 'spec_not_runnable') {
          return { status: 'refused', output: null, error: safeRunError(error) };
        }
        services.onError(error, { runId: lease.runId });
        return { status: 'failed', output: null, error: safeRunError(error) };
      },
    );
    if (ending === 'waits') {
      const waits = await suspend(log, lease, approvals.pending());
      if (waits) {
        for (const runId of [lease.runId, lease.teamId]) services.bus.announce({ runId, kind: 'waiting' });
      }
    } else if (ending === 'handed back') {
      await log.writeWith(async (tx) => {
        await releaseRun(tx, lease);
        // A job of its own, due now: the present one ends with this call.
        await enqueueJob(tx, 'execute_run', input, { jobKey: lease.runId });
      });
    } else {
      // Nothing resumes from older states once the run has ended.
      const { threadId } = claimed.run;
      log.writeWithNext((tx) => [
        pruneCheckpoints(tx, { teamId: lease.teamId, threadId }),
        ...(lease.fence > 1 ? [chargeLeftHolds(tx, lease)] : []),
      ]);
      await log.finish(ending);
    }
  } catch (error) {
    // Another worker has the run: it writes the end, and this job has nothing left to do.
    if (isLeaseLost(error)) return;
    // So that the queue's next call finds it free; if this fails too, the reconciler frees it in time.
    await withTenant(services.db, lease.actor, (tx) => releaseRun(tx, lease)).catch(() => {});
    throw error;
  } finally {
    signal.removeEventListener('abort', handBack);
    stopHeartbeat();
    log.close();
  }
}

/** Why a run stops though it has not ended. */
type Pause = 'waits' | 'handed back';

async function work(
  services: Services,
  { run, input, members, lease, exhausted }: ClaimedRun,
  log: EventLog,
  approvals: RunApprovals,
  signal: AbortSignal,
): Promise<Ending> {
  if (run.cancelRequested) return cancelledEnding;
  if (exhausted) return exhaustedEnding;
  const { agentVersionId: id, specHash, triedModel } = run;
  const version = { id, teamId: lease.teamId, specHash, triedModel };
  const spec = knownSpec(run.specHash) ?? (await log.read((tx) => loadSpec(tx, version, services.cache)));
  await log.append({
    type: 'run.started',
    attempt: run.attempt,
    agent: spec.name,
    version: run.version,
    spec_hash: run.specHash,
  });
  const compiled = compileSpec(spec, run.specHash);
  const agents = await loadMembers(log, lease.teamId, members);
  const { createdBy, apiKeyId, fence } = run;
  const limitNanoUsd = usdToNanoUsd(spec.limits.maxCostUsd);
  const spending = { id: lease.runId, createdBy, apiKeyId, fence, limitNanoUsd };
  const bounds = () =>
    callOptionsFor({
      services,
      actor: lease.actor,
      run: spending,
      purpose: 'model' in spec ? spec.model.task : 'team',
    });
  const tools = services.toolsOf({
    teamId: lease.teamId,
    runId: lease.runId,
    emit: (event) => log.append(event),
  });
  const { status, output, error } = await runSpec(compiled, {
    input,
    threadId: run.threadId,
    runId: lease.runId,
    ports: {
      model: bindCall(services.router, bounds),
      tools,
      emit: (event) => log.append(event),
      clock: services.clock,
      checkpoints: withoutLooseRejections(createCheckpointStore(lease, log, run)),
      approvals,
      effects: createEffectPort(log, lease),
      agents,
    },
    signal,
    resume: run.attempt > 1,
  }).finally(() => tools.close());
  return { status, output, error };
}

/**
 * LangGraph does not await every save, and a rejection that nobody awaits ends the process. The log has noted
 * the failure and stopped the run by the time that a save settles, so nothing goes on from it.
 */
function withoutLooseRejections(store: CheckpointStore): CheckpointStore {
  return {
    ...store,
    save: (rows, writes, options) => store.save(rows, writes, options).catch(() => {}),
  };
}
