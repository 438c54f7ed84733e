import {
  type AddProviderKeyInput,
  AppError,
  addProviderKeyInputSchema,
  newId,
  type ProviderKeyView,
} from '@agent-factory/contracts';
import { insertProviderKey, withTenant } from '@agent-factory/db';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { publicBaseUrl } from './base-url.ts';
import { providerKeyView } from './key-view.ts';
import { requireAccepted } from './require-accepted.ts';
import { placeOf, sealKey } from './seal-key.ts';

const atMost = 50;

/**
 * Stores a key that its vendor accepts; it is never shown again. Errors: `invalid_input` with the reason for one
 * that is refused (nothing is stored then) or an address that will not do, `forbidden` for an address that is
 * not public, `conflict` when the team has 50.
 */
export async function addProviderKey({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: AddProviderKeyInput;
}): Promise<ProviderKeyView> {
  const { actor } = ctx;
  requireScope(actor, 'keys:write');
  const { vendor, label, secret, base_url, weight } = parseInput(addProviderKeyInputSchema, input);
  const { vault } = ctx.secrets;
  const baseUrl = base_url ? publicBaseUrl(base_url) : null;
  const now = ctx.clock.now();
  const { teamId } = actor;
  const id = newId('providerKey', now);
  await requireAccepted(ctx, { id, vendor, secret, weight, ...(baseUrl === null ? {} : { baseUrl }) });

  const testedAt = new Date(ctx.clock.now());
  const { envelope, keyVersion, masked } = sealKey(vault, placeOf(teamId, id), secret);
  const key = { id, teamId, vendor, label, baseUrl, weight, masked, testedAt };
  const view = await withTenant(ctx.db, actor, async (tx) => {
    const inserted = await insertProviderKey(tx, {
      ...key,
      envelope,
      keyVersion,
      createdBy: actor.type === 'user' ? actor.userId : null,
      atMost,
    });
    if (inserted === undefined) {
      throw new AppError(
        'conflict',
        `A team has at most ${atMost} keys of vendors. Delete one that is not used.`,
      );
    }
    const { createdAt } = inserted;
    const view = providerKeyView({ ...key, status: 'active', lastError: null, createdAt });
    await recordAudit(tx, ctx, { action: 'provider_key.added', target: { id, name: label }, after: view });
    return view;
  });
  ctx.secrets.opened.forget(teamId);
  return view;
}
