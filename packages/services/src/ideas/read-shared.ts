import { type SharedIdea, sharedIdeaInputSchema } from '@agent-factory/contracts';
import { selectSharedIdea } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import type { Services } from '../service-context.ts';
import { storedEvaluation } from './idea-view.ts';
import { hashShareToken } from './share-token.ts';

/** What whoever holds a link may read. Errors: `not_found`, for what is no token at all too. */
export async function readSharedIdea({
  services,
  input,
}: {
  services: Pick<Services, 'db'>;
  input: z.input<typeof sharedIdeaInputSchema>;
}): Promise<SharedIdea> {
  const parsed = sharedIdeaInputSchema.safeParse(input);
  if (!parsed.success) throw notFound('idea');
  const found = await selectSharedIdea(services.db, hashShareToken(parsed.data.token));
  if (found === undefined) throw notFound('idea');
  return {
    idea: found.idea,
    evaluation: storedEvaluation(found.evaluation),
    evaluated_at: found.evaluatedAt.toISOString(),
  };
}
