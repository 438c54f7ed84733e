import type { ProviderKeyId } from '@agent-factory/contracts';
import { findProviderKeysToRewrap, rewrapProviderKey, withTenant } from '@agent-factory/db';
import type { Services } from '../service-context.ts';
import { placeOf } from './seal-key.ts';
import { selectSealed } from './select-sealed.ts';

const batch = 100;

/**
 * Wraps every key's envelope anew under the first master key of `SECRETS_MASTER_KEY`, while everything runs; the
 * secrets themselves are not decrypted. Afterwards, with `failed` at 0, the older master keys can be taken away.
 * What failed was reported; calling it again tries just that.
 */
export async function rewrapProviderKeys({
  services,
}: {
  services: Services;
}): Promise<{ rewrapped: number; failed: number }> {
  const { vault } = services.secrets;
  const count = { rewrapped: 0, failed: 0 };
  let after: ProviderKeyId | null = null;
  for (;;) {
    const options = { currentKeyId: vault.currentKeyId, after, limit: batch };
    const keys = await findProviderKeysToRewrap(services.db, options);
    for (const { teamId, id } of keys) {
      after = id;
      try {
        const sealed = await selectSealed(services, teamId, id);
        if (sealed === undefined) continue;
        const rewrapped = vault.rewrap(sealed.envelope, placeOf(teamId, id));
        const change = { id, teamId, before: sealed.envelope, after: rewrapped };
        const system = { type: 'system', teamId, reason: 'rewrap_secrets' } as const;
        await withTenant(services.db, system, (tx) =>
          rewrapProviderKey(tx, { ...change, keyVersion: vault.currentKeyId }),
        );
        count.rewrapped++;
      } catch (error) {
        count.failed++;
        services.onError(error, { part: 'rewrap', team_id: teamId, provider_key_id: id });
      }
    }
    if (keys.length < batch) return count;
  }
}
