import { isFinalRunStatus, type RunView } from '@agent-factory/contracts';
import type { z } from 'zod';
import type { ServiceContext } from '../service-context.ts';
import { getRun, type runIdInputSchema } from './get.ts';
import { runWakeups } from './run-wakeups.ts';

/**
 * Waits until the run has ended, waits for people, or the signal aborts, and answers with the run as it is then:
 * nobody knows how long people take, and a caller whose patience ended looks at `status`. Errors: `not_found`.
 */
export async function waitForRun({
  ctx,
  input,
  signal,
}: {
  ctx: ServiceContext;
  input: z.input<typeof runIdInputSchema>;
  signal: AbortSignal;
}): Promise<RunView> {
  const wakeups = runWakeups(ctx.bus, input.run_id, ['finished', 'waiting'], signal);
  try {
    for (;;) {
      const run = await getRun({ ctx, input });
      if (isFinalRunStatus(run.status) || run.status === 'waiting' || signal.aborted) return run;
      await wakeups.next();
    }
  } finally {
    wakeups.close();
  }
}
