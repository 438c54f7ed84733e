import { deleteConnection as deleteConnectionRow, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
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
  const deleted = await withTenant(ctx.db, ctx.actor, (tx) => deleteConnectionRow(tx, { id, teamId }));
  if (!deleted) throw notFound('connection');
  ctx.secrets.openedConnections.forget(teamId);
}
