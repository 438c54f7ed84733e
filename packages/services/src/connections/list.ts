import { type ConnectionsView, connectionKinds } from '@agent-factory/contracts';
import { listConnections as listConnectionRows, withTenant } from '@agent-factory/db';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { connectionView } from './connection-view.ts';

/** More than a team can have. */
const listed = 500;

/** The team's connections, newest first, their secrets masked, and the kinds that it could add. */
export async function listConnections({ ctx }: { ctx: ServiceContext }): Promise<ConnectionsView> {
  requireScope(ctx.actor, 'connections:read', 'connections:write');
  const rows = await withTenant(ctx.db, ctx.actor, (tx) =>
    listConnectionRows(tx, { teamId: ctx.actor.teamId, limit: listed }),
  );
  const kinds = connectionKinds.map((kind) => ({
    ...kind,
    fields: kind.fields.map((field) => ({
      ...field,
      choices: field.choices === null ? null : [...field.choices],
    })),
  }));
  return { items: rows.map(connectionView), kinds };
}
