import type { IdeaView, ideaIdInputSchema } from '@agent-factory/contracts';
import type { z } from 'zod';
import { waitForRun } from '../runs/wait-for-run.ts';
import type { ServiceContext } from '../service-context.ts';
import { getIdea } from './get.ts';

/** Waits until the researchers are done, wait for a person, or the signal aborts; `status` says which. Errors: `not_found`. */
export async function waitForIdea({
  ctx,
  input,
  signal,
}: {
  ctx: ServiceContext;
  input: z.input<typeof ideaIdInputSchema>;
  signal: AbortSignal;
}): Promise<IdeaView> {
  const { run_id, status, run_status } = await getIdea({ ctx, input });
  if (status === 'researching' && run_status !== null) await waitForRun({ ctx, input: { run_id }, signal });
  return getIdea({ ctx, input });
}
