import { type PassageView, searchDocumentsInputSchema } from '@agent-factory/contracts';
import type { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { findPassages } from './find-passages.ts';

/** The passages of the team's documents that answer a query, best first; as the tool `knowledge_search` finds them. */
export async function searchDocuments({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof searchDocumentsInputSchema>;
}): Promise<{ items: PassageView[] }> {
  requireScope(ctx.actor, 'agents:read');
  const { query, limit } = parseInput(searchDocumentsInputSchema, input);
  return { items: await findPassages(ctx, { actor: ctx.actor, query, limit }) };
}
