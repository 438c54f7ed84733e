import type { RunEvent } from '@agent-factory/contracts';
import type { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { listRunEventsInputSchema } from './list-events.ts';
import { readRunEvents } from './read-events.ts';
import { runWakeups } from './run-wakeups.ts';

/**
 * The events after `after_seq`, then those to come, until after `run.finished` or until the signal aborts
 * (which ends the iteration quietly). The promise rejects with `not_found` before anything is streamed.
 */
export async function watchRunEvents({
  ctx,
  input,
  signal,
}: {
  ctx: ServiceContext;
  input: z.input<typeof listRunEventsInputSchema>;
  signal: AbortSignal;
}): Promise<AsyncGenerator<RunEvent, void>> {
  requireScope(ctx.actor, 'runs:read');
  const { run_id, after_seq } = parseInput(listRunEventsInputSchema, input);
  // Listening starts before the first read: what is written in between wakes the reader.
  const wakeups = runWakeups(ctx.bus, run_id, ['events', 'finished'], signal);
  try {
    const first = await readRunEvents(ctx, run_id, after_seq);
    return follow(first);
  } catch (error) {
    wakeups.close();
    throw error;
  }

  async function* follow(first: Awaited<ReturnType<typeof readRunEvents>>): AsyncGenerator<RunEvent, void> {
    try {
      let after = after_seq;
      for (let page = first; ; page = await readRunEvents(ctx, run_id, after)) {
        for (const event of page.events) {
          if (signal.aborted) return;
          after = event.seq;
          yield event;
        }
        if (page.ended) return;
        if (!page.more) await wakeups.next();
        if (signal.aborted) return;
      }
    } finally {
      wakeups.close();
    }
  }
}
