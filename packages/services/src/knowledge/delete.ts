import { deleteDocument as deleteDocumentRow, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { documentIdInputSchema } from './get.ts';

/** Deletes a document for good; from now on nobody finds it. Errors: `not_found`. */
export async function deleteDocument({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof documentIdInputSchema>;
}): Promise<void> {
  requireScope(ctx.actor, 'agents:write');
  const { id } = parseInput(documentIdInputSchema, input);
  const deleted = await withTenant(ctx.db, ctx.actor, (tx) =>
    deleteDocumentRow(tx, { id, teamId: ctx.actor.teamId }),
  );
  if (!deleted) throw notFound('document');
}
