import {
  AppError,
  type ConnectionKind,
  type ConnectionView,
  type CreateConnectionInput,
  connectionKind,
  createConnectionInputSchema,
  newId,
} from '@agent-factory/contracts';
import { insertConnection, withTenant } from '@agent-factory/db';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { connectionAddress } from './connection-address.ts';
import { connectionView } from './connection-view.ts';
import { requireGood } from './require-good.ts';
import { connectionPlace, sealFields } from './seal-fields.ts';
import { sourceAuth } from './source-auth.ts';

const atMost = 200;

/**
 * Stores a connection that its service accepts; its secrets are never shown again. Errors: `invalid_input` with the
 * reason for one that is refused (nothing is stored then) or an address that will not do, `forbidden` for an address
 * that is not public, `conflict` where the team has one already or 200 in all.
 */
export async function createConnection({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: CreateConnectionInput;
}): Promise<ConnectionView> {
  const { actor } = ctx;
  requireScope(actor, 'connections:write');
  const { kind: kindId, name, base_url, fields } = parseInput(createConnectionInputSchema, input);
  const { vault } = ctx.secrets;
  const kind = connectionKind(kindId);
  const baseUrl = connectionAddress(kind, base_url, ctx.egress);
  requireFitting(kind, fields, ctx);
  const id = newId('connection', ctx.clock.now());
  await requireGood(ctx, { id, kind, name, baseUrl, fields: filled(fields), trustedReads: [] });

  const { teamId } = actor;
  const testedAt = new Date(ctx.clock.now());
  const sealed = sealFields(vault, connectionPlace(teamId, id), kind, fields);
  const row = { id, teamId, kind: kindId, name, baseUrl, testedAt, ...sealed };
  const createdBy = actor.type === 'user' ? actor.userId : null;
  const inserted = await withTenant(ctx.db, actor, async (tx) => {
    const inserted = await insertConnection(tx, { ...row, createdBy, atMost });
    if (typeof inserted === 'object') {
      await recordAudit(tx, ctx, {
        action: 'connection.created',
        target: { id, name },
        after: { kind: kindId, name, base_url: baseUrl, status: 'active' },
      });
    }
    return inserted;
  });
  if (inserted === 'full') {
    throw new AppError('conflict', `A team has at most ${atMost} connections. Delete one that is not used.`);
  }
  if (inserted === 'taken') {
    const what = kind.several ? `for ${baseUrl}` : `of the kind ${kind.title}`;
    throw new AppError('conflict', `The team has a connection ${what} already. Change that one.`);
  }
  ctx.secrets.openedConnections.forget(teamId);
  const { createdAt } = inserted;
  return connectionView({ ...row, trustedReads: [], status: 'active', lastError: null, createdAt });
}

export function filled(fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}

/** What the fields mean together, before anything is sent anywhere. */
export function requireFitting(
  kind: ConnectionKind,
  fields: Readonly<Record<string, string>>,
  { egress }: Pick<ServiceContext, 'egress'>,
): void {
  if (kind.fields.some(({ name }) => name === 'auth_name')) sourceAuth(filled(fields));
  const { api_url: apiUrl } = fields;
  if (apiUrl) connectionAddress(connectionKind('http_api_key'), apiUrl, egress);
}
