import { deleteDocument as deleteDocumentRow, selectDocument, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { documentView } from './document-view.ts';
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
  const { teamId } = ctx.actor;
  await withTenant(ctx.db, ctx.actor, async (tx) => {
    const before = await selectDocument(tx, { id, teamId });
    if (before === undefined || !(await deleteDocumentRow(tx, { id, teamId }))) throw notFound('document');
    await recordAudit(tx, ctx, {
      action: 'document.deleted',
      target: { id, name: before.title },
      before: documentView(before),
    });
  });
}
