import type { TestProgress, TestRunView } from '@agent-factory/contracts';
import type { z } from 'zod';
import { runWakeups } from '../runs/run-wakeups.ts';
import type { ServiceContext } from '../service-context.ts';
import { getTestRun, type testRunIdInputSchema } from './get-status.ts';

/** At most so often; between two looks many trials may end. */
const betweenMs = 250;

/**
 * How far a test run is, again whenever it has come further, until it has ended or the signal aborts (which ends the
 * iteration quietly). The promise rejects with `not_found` before anything is streamed.
 */
export async function watchTestRun({
  ctx,
  input,
  signal,
}: {
  ctx: ServiceContext;
  input: z.input<typeof testRunIdInputSchema>;
  signal: AbortSignal;
}): Promise<AsyncGenerator<TestProgress, void>> {
  const wakeups = runWakeups(ctx.bus, input.run_id, ['events', 'finished'], signal);
  let first: TestRunView;
  try {
    first = await getTestRun({ ctx, input });
  } catch (error) {
    wakeups.close();
    throw error;
  }
  async function* follow(): AsyncGenerator<TestProgress, void> {
    try {
      let told = '';
      for (let run = first; ; run = await getTestRun({ ctx, input })) {
        if (signal.aborted) return;
        const looks = JSON.stringify(run);
        if (run.finished_at !== null) {
          yield { type: 'finished', run };
          return;
        }
        if (looks !== told) yield { type: 'progress', run };
        told = looks;
        await Promise.all([wakeups.next(), pause(signal)]);
      }
    } finally {
      wakeups.close();
    }
  }
  return follow();
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, betweenMs);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}

/** Waits until the test run has ended or the signal aborts; answers with it as it is then. Errors: `not_found`. */
export async function waitForTestRun({
  ctx,
  input,
  signal,
}: {
  ctx: ServiceContext;
  input: z.input<typeof testRunIdInputSchema>;
  signal: AbortSignal;
}): Promise<TestRunView> {
  const wakeups = runWakeups(ctx.bus, input.run_id, ['finished'], signal);
  try {
    for (;;) {
      const run = await getTestRun({ ctx, input });
      if (run.finished_at !== null || signal.aborted) return run;
      await wakeups.next();
    }
  } finally {
    wakeups.close();
  }
}
