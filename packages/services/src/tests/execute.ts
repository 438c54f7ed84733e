import { setTimeout as sleep } from 'node:timers/promises';
import type { JobPayload, TestRunStatus } from '@agent-factory/contracts';
import {
  type ClaimedTrial,
  claimTrials,
  enqueueTests,
  extendLeases,
  type FinishedTrial,
  finishTestRun,
  finishTrials,
  releaseTrials,
  selectTestRun,
  settleTests,
  withTenant,
  withTenantAtOnce,
  withTenantOnce,
} from '@agent-factory/db';
import type { RunTimings } from '../runs/execution/run-timings.ts';
import type { Services } from '../service-context.ts';
import { jobsFor } from './jobs-for.ts';
import { createBatches } from './result-batches.ts';
import { settingsOf } from './test-run-view.ts';
import { createTrialRunner } from './trial-runner.ts';

/** How a worker goes about tests; shorter where a test of ours has to wait for it. */
export interface TestTimings {
  /** So long a claim lasts without a sign of life. */
  leaseMs: number;
  /** Between two signs of life. */
  heartbeatMs: number;
  /** After so long a job makes room for those of other teams. */
  sliceMs: number;
  /** How long results wait for others, so that one statement stores them all. */
  coalesceMs: number;
}

export const defaultTestTimings: TestTimings = {
  leaseMs: 15_000,
  heartbeatMs: 4_000,
  sliceMs: 10_000,
  coalesceMs: 25,
};

/** As patient as a worker is with its runs: several signs of life are missed before somebody else takes over. */
export function testTimingsOf({
  heartbeatMs,
  deadAfterMs,
}: Pick<RunTimings, 'heartbeatMs' | 'deadAfterMs'>): TestTimings & {
  untouchedForMs: number;
} {
  const leaseMs = 2.5 * deadAfterMs;
  return {
    ...defaultTestTimings,
    leaseMs,
    heartbeatMs: 2 * heartbeatMs,
    untouchedForMs: leaseMs + deadAfterMs,
  };
}

/** Claimed at once: enough that the next are there before the last are done. */
const claimed = 64;

/**
 * Works on the trials of one test run until none is left, its slice of time is over, the run was cancelled or `signal`
 * asks to stop; any number of jobs may work on one run. Each trial is claimed under a fence and its result is stored
 * under that, once. A trial whose worker died is begun anew by the next; it had changed nothing in the world.
 */
export async function executeTests({
  services,
  input,
  signal,
  timings = defaultTestTimings,
}: {
  services: Services;
  input: JobPayload<'execute_tests'>;
  signal: AbortSignal;
  timings?: TestTimings;
}): Promise<void> {
  const { test_run_id: testRunId, team_id: teamId } = input;
  const actor = { type: 'system', teamId, reason: 'execute_tests' } as const;
  const key = { testRunId, teamId };
  const row = await withTenantOnce(services.db, actor, (tx) => selectTestRun(tx, { id: testRunId, teamId }));
  if (row === undefined || row.finishedAt !== null) return;
  const settings = settingsOf(row);

  const stop = new AbortController();
  const held = new Map<string, ClaimedTrial>();
  const sliceEnds = performance.now() + timings.sliceMs;
  let buffer: ClaimedTrial[] = [];
  let drained = false;
  let claiming: Promise<void> | null = null;
  const mayClaim = () => !drained && !signal.aborted && !stop.signal.aborted && performance.now() < sliceEnds;

  const batches = createBatches<FinishedTrial>({
    coalesceMs: timings.coalesceMs,
    most: claimed,
    async write(finished) {
      const testIds = [...new Set(finished.map((one) => one.test_id))];
      await withTenantAtOnce(services.db, actor, (tx) => [
        finishTrials(tx, { teamId, finished }),
        settleTests(tx, { teamId, testIds }),
      ]);
      for (const { id } of finished) held.delete(id);
      services.bus.announce({ runId: testRunId, kind: 'events' });
    },
  });

  async function claimMore(): Promise<void> {
    const found = await withTenantOnce(services.db, actor, (tx) =>
      claimTrials(tx, { ...key, limit: claimed, leaseMs: timings.leaseMs }),
    );
    for (const trial of found) held.set(trial.id, trial);
    drained = found.length === 0;
    buffer = [...buffer, ...found];
  }

  async function next(): Promise<ClaimedTrial | undefined> {
    while (buffer.length === 0 && mayClaim()) {
      claiming ??= claimMore().finally(() => {
        claiming = null;
      });
      await claiming;
    }
    return signal.aborted || stop.signal.aborted ? undefined : buffer.shift();
  }

  async function beat(): Promise<void> {
    while (!stop.signal.aborted) {
      await sleep(timings.heartbeatMs, undefined, { signal: stop.signal }).catch(() => {});
      if (stop.signal.aborted) return;
      const mine = [...held.values()].map(({ id, fence }) => ({ id, fence }));
      const { wanted } = await withTenantOnce(services.db, actor, (tx) =>
        extendLeases(tx, { ...key, held: mine, leaseMs: timings.leaseMs }),
      );
      if (!wanted) stop.abort();
    }
  }

  const runTrial = createTrialRunner({ services, teamId, testRun: row, settings });
  const ended = AbortSignal.any([signal, stop.signal]);
  const unsubscribe = services.bus.subscribe(testRunId, ({ kind }) => {
    if (kind === 'cancel') stop.abort();
  });
  async function work(): Promise<void> {
    for (let trial = await next(); trial !== undefined; trial = await next()) {
      const finished = await runTrial(trial, ended).catch((error: unknown) => {
        if (ended.aborted) return null;
        throw error;
      });
      if (finished !== null) await batches.add(finished);
    }
  }

  // A sign of life that fails is the database's failure, which the next statement tells as well.
  const beating = beat().catch(() => {});
  try {
    await Promise.all(Array.from({ length: settings.concurrency }, work));
    await batches.flush();
  } finally {
    const cancelled = stop.signal.aborted;
    stop.abort();
    unsubscribe();
    await beating;
    const left = [...held.values()].map(({ id, fence }) => ({ id, fence }));
    if (left.length > 0) {
      await withTenantOnce(services.db, actor, (tx) => releaseTrials(tx, { teamId, held: left })).catch(
        (error: unknown) => services.onError(error, { job: 'execute_tests', cancelled: String(cancelled) }),
      );
    }
  }
  const status = await finish(services, { testRunId, teamId });
  if (status === 'running' || status === 'queued') {
    // What others hold is theirs; for what is left there is another job, behind those of other teams.
    if (drained && held.size === 0) return;
    const jobs = jobsFor(row.trials);
    await withTenant(services.db, actor, (tx) => enqueueTests(tx, { testRunId, jobs }));
  }
}

/** Ends the run where nothing is left to do, and tells those who wait for it. */
export async function finish(
  services: Pick<Services, 'db' | 'bus'>,
  key: {
    testRunId: JobPayload<'execute_tests'>['test_run_id'];
    teamId: JobPayload<'execute_tests'>['team_id'];
  },
): Promise<TestRunStatus | undefined> {
  const actor = { type: 'system', teamId: key.teamId, reason: 'execute_tests' } as const;
  const status = await withTenant(services.db, actor, (tx) => finishTestRun(tx, key));
  if (status === 'finished' || status === 'cancelled') {
    services.bus.announce({ runId: key.testRunId, kind: 'finished' });
  }
  return status;
}
