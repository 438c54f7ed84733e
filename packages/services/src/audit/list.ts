import { type AuditEntryView, pageInputSchema } from '@agent-factory/contracts';
import { listAuditEntries as listRows, withTenantOnce } from '@agent-factory/db';
import type { z } from 'zod';
import { decodeCursor, pageFrom } from '../access/cursor.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { auditFilter, auditFilterSchema } from './audit-filter.ts';
import { auditEntryView } from './audit-view.ts';

export const listAuditEntriesInputSchema = auditFilterSchema.extend(pageInputSchema.shape);

/** Who did what in the team, newest first. */
export async function listAuditEntries({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof listAuditEntriesInputSchema>;
}): Promise<{ items: AuditEntryView[]; next_cursor: string | null }> {
  requireScope(ctx.actor, 'audit:read');
  const { cursor, limit, ...filter } = parseInput(listAuditEntriesInputSchema, input);
  const { teamId } = ctx.actor;
  const after = cursor === undefined ? null : decodeCursor(cursor, 'auditEntry');
  const rows = await withTenantOnce(ctx.db, ctx.actor, (tx) =>
    listRows(tx, { ...auditFilter(teamId, filter), after, limit: limit + 1 }),
  );
  return pageFrom(rows, limit, auditEntryView);
}
