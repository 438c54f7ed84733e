import { type DocumentView, pageInputSchema } from '@agent-factory/contracts';
import { listDocuments as listDocumentRows, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { decodeCursor, pageFrom } from '../access/cursor.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { documentView } from './document-view.ts';

/** The team's documents, newest first. */
export async function listDocuments({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof pageInputSchema>;
}): Promise<{ items: DocumentView[]; next_cursor: string | null }> {
  requireScope(ctx.actor, 'agents:read');
  const { limit, cursor } = parseInput(pageInputSchema, input);
  const after = cursor === undefined ? null : decodeCursor(cursor, 'document');
  const rows = await withTenant(ctx.db, ctx.actor, (tx) =>
    listDocumentRows(tx, { teamId: ctx.actor.teamId, after, limit: limit + 1 }),
  );
  return pageFrom(rows, limit, documentView);
}
