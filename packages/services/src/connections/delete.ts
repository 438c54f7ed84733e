import { deleteConnection as deleteConnectionRow, selectConnection, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { connectionView } from './connection-view.ts';
import { connectionIdInputSchema } from './get.ts';

/**
 * Deletes a connection, envelope and all; no process uses it 3 s later. What its tools were approved as stays, so that
 * a changed tool is not let in by adding its server anew. Errors: `not_found`.
 */
export async function deleteConnection({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof connectionIdInputSchema>;
}): Promise<void> {
  requireScope(ctx.actor, 'connections:write');
  const { id } = parseInput(connectionIdInputSchema, input);
  const { teamId } = ctx.actor;
  await withTenant(ctx.db, ctx.actor, async (tx) => {
    const before = await selectConnection(tx, { id, teamId });
    const deleted = await deleteConnectionRow(tx, { id, teamId });
    if (before === undefined || !deleted) throw notFound('connection');
    await recordAudit(tx, ctx, {
      action: 'connection.deleted',
      target: { id, name: before.name },
      before: connectionView(before),
    });
  });
  ctx.secrets.openedConnections.forget(teamId);
}
