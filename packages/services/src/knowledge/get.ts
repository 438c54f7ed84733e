import { type DocumentText, documentIdSchema } from '@agent-factory/contracts';
import { selectDocument, withTenant } from '@agent-factory/db';
import { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { documentView } from './document-view.ts';

export const documentIdInputSchema = z.strictObject({ id: documentIdSchema });

/** A document with the text that was read of it. Errors: `not_found`. */
export async function getDocument({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof documentIdInputSchema>;
}): Promise<DocumentText> {
  requireScope(ctx.actor, 'agents:read');
  const { id } = parseInput(documentIdInputSchema, input);
  const row = await withTenant(ctx.db, ctx.actor, (tx) =>
    selectDocument(tx, { id, teamId: ctx.actor.teamId }),
  );
  if (row === undefined) throw notFound('document');
  return { ...documentView(row), text: row.body };
}
