import { type ConnectionView, connectionIdSchema } from '@agent-factory/contracts';
import { selectConnection, withTenant } from '@agent-factory/db';
import { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { connectionView } from './connection-view.ts';

export const connectionIdInputSchema = z.strictObject({ id: connectionIdSchema });

/** One connection, its secrets masked. Errors: `not_found`. */
export async function getConnection({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof connectionIdInputSchema>;
}): Promise<ConnectionView> {
  requireScope(ctx.actor, 'connections:read', 'connections:write');
  const { id } = parseInput(connectionIdInputSchema, input);
  const { teamId } = ctx.actor;
  const row = await withTenant(ctx.db, ctx.actor, (tx) => selectConnection(tx, { id, teamId }));
  if (row === undefined) throw notFound('connection');
  return connectionView(row);
}
