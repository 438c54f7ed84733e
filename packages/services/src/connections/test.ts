import type { ConnectionView } from '@agent-factory/contracts';
import { selectConnection, updateConnection, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { checkConnection } from './check-connection.ts';
import { connectionView } from './connection-view.ts';
import { connectionIdInputSchema } from './get.ts';
import { openConnection } from './seal-fields.ts';
import { selectSealed } from './select-sealed.ts';

/**
 * Asks the service whether a stored connection is still good and notes the answer: one that was refused is used
 * again, one that is refused now is not. A service that cannot be asked changes nothing, and a disabled connection
 * stays so. Errors: `not_found`.
 */
export async function testConnection({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof connectionIdInputSchema>;
}): Promise<ConnectionView> {
  const { actor } = ctx;
  requireScope(actor, 'connections:write');
  const { id } = parseInput(connectionIdInputSchema, input);
  const { teamId } = actor;
  // As the caller first: whether there is such a connection is the policies' to say.
  const before = await withTenant(ctx.db, actor, (tx) => selectConnection(tx, { id, teamId }));
  const sealed = before && (await selectSealed(ctx, teamId, id));
  if (before === undefined || sealed === undefined) throw notFound('connection');
  const verdict = await checkConnection(ctx, openConnection(ctx.secrets.vault, teamId, sealed));

  const tested = { at: new Date(ctx.clock.now()), error: verdict.ok ? null : verdict.reason.slice(0, 500) };
  const isKnown = verdict.ok || verdict.refused;
  const status =
    before.status === 'disabled' || !isKnown ? undefined : verdict.ok ? ('active' as const) : 'refused';
  const row = await withTenant(ctx.db, actor, (tx) =>
    updateConnection(tx, { id, teamId, change: { tested, status } }),
  );
  if (row === undefined) throw notFound('connection');
  ctx.secrets.openedConnections.forget(teamId);
  return connectionView(row);
}
