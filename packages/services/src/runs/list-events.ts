import { type RunEvent, runIdSchema } from '@agent-factory/contracts';
import { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { readRunEvents } from './read-events.ts';

export const listRunEventsInputSchema = z.strictObject({
  run_id: runIdSchema,
  /** Only events after this one; 0 for all. */
  after_seq: z.int().min(0).default(0),
});

/** All events that the run has so far, in order. Errors: `not_found`. */
export async function listRunEvents({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof listRunEventsInputSchema>;
}): Promise<{ items: RunEvent[] }> {
  requireScope(ctx.actor, 'runs:read');
  const { run_id, after_seq } = parseInput(listRunEventsInputSchema, input);
  const items: RunEvent[] = [];
  for (let after = after_seq; ; ) {
    const { events, more } = await readRunEvents(ctx, run_id, after);
    items.push(...events);
    const last = events.at(-1);
    if (!more || last === undefined) return { items };
    after = last.seq;
  }
}
