import {
  AppError,
  type ConnectionView,
  connectionIdSchema,
  connectionKind,
  updateConnectionInputSchema,
} from '@agent-factory/contracts';
import {
  type ConnectionChange,
  type ConnectionRow,
  selectConnection,
  updateConnection as updateConnectionRow,
  withTenant,
} from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { connectionView } from './connection-view.ts';
import { filled, requireFitting } from './create.ts';
import { requireGood } from './require-good.ts';
import { connectionPlace, openConnection, sealFields } from './seal-fields.ts';
import { selectSealed } from './select-sealed.ts';

export const updateConnectionVerbInputSchema = updateConnectionInputSchema.safeExtend({
  id: connectionIdSchema,
});

/**
 * Renames, switches a connection on or off, says which tools are believed to read only, or puts other fields in place
 * of the present ones once the service has accepted them; until then the old ones stay in use. Errors: `not_found`,
 * `invalid_input` for fields that are refused.
 */
export async function updateConnection({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof updateConnectionVerbInputSchema>;
}): Promise<ConnectionView> {
  const { actor } = ctx;
  requireScope(actor, 'connections:write');
  const { id, name, fields, enabled, trusted_reads } = parseInput(updateConnectionVerbInputSchema, input);
  const { teamId } = actor;
  const before = await withTenant(ctx.db, actor, (tx) => selectConnection(tx, { id, teamId }));
  if (before === undefined) throw notFound('connection');

  const exchanged = fields === undefined ? {} : await exchange(ctx, before, fields);
  const change: ConnectionChange = { name, trustedReads: trusted_reads, ...exchanged };
  if (enabled !== undefined) change.status = enabled ? 'active' : 'disabled';
  const row = await withTenant(ctx.db, actor, async (tx) => {
    const row = await updateConnectionRow(tx, { id, teamId, change });
    if (row === undefined) throw notFound('connection');
    const secretNames = connectionKind(before.kind).fields.filter(({ secret }) => secret);
    const replaced = secretNames.map((field) => field.name).filter((field) => field in (fields ?? {}));
    await recordAudit(tx, ctx, {
      action: 'connection.updated',
      target: { id, name: row.name },
      before: connectionView(before),
      after: { ...connectionView(row), ...(replaced.length > 0 && { replaced_secrets: replaced }) },
    });
    return row;
  });
  ctx.secrets.openedConnections.forget(teamId);
  return connectionView(row);
}

async function exchange(
  ctx: ServiceContext,
  before: ConnectionRow,
  given: Readonly<Record<string, string>>,
): Promise<ConnectionChange> {
  const { id, name, baseUrl, trustedReads } = before;
  const { teamId } = ctx.actor;
  const { vault } = ctx.secrets;
  const sealed = await selectSealed(ctx, teamId, id);
  if (sealed === undefined) throw notFound('connection');
  const kind = connectionKind(before.kind);
  const fields = filled({ ...openConnection(vault, teamId, sealed).fields, ...given });
  for (const field of kind.fields) {
    const value = fields[field.name];
    const isChosen = value === undefined || field.choices === null || field.choices.includes(value);
    if (!isChosen || (field.required && value === undefined)) {
      const words = isChosen ? 'is missing' : `must be one of ${field.choices?.join(', ')}`;
      throw new AppError('invalid_input', `fields.${field.name}: ${words}.`);
    }
  }
  const unknown = Object.keys(given).find((key) => kind.fields.every((field) => field.name !== key));
  if (unknown !== undefined)
    throw new AppError('invalid_input', `fields.${unknown}: is no field of this kind.`);
  requireFitting(kind, fields, ctx);
  await requireGood(ctx, { id, kind, name, baseUrl, fields, trustedReads });
  return {
    sealed: sealFields(vault, connectionPlace(teamId, id), kind, fields),
    tested: { at: new Date(ctx.clock.now()), error: null },
    ...(before.status === 'refused' ? { status: 'active' } : {}),
  };
}
