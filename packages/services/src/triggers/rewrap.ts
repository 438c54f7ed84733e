import type { TriggerId } from '@agent-factory/contracts';
import { findTriggersToRewrap, rewrapTrigger, selectSealedTrigger, withTenant } from '@agent-factory/db';
import type { Services } from '../service-context.ts';
import { triggerPlace } from './trigger-secret.ts';

const batch = 100;

/** As `rewrapProviderKeys`, for the envelopes of triggers. */
export async function rewrapTriggers({
  services,
}: {
  services: Services;
}): Promise<{ rewrapped: number; failed: number }> {
  const { vault } = services.secrets;
  const count = { rewrapped: 0, failed: 0 };
  let after: TriggerId | null = null;
  for (;;) {
    const options = { currentKeyId: vault.currentKeyId, after, limit: batch };
    const found = await findTriggersToRewrap(services.db, options);
    for (const { teamId, id } of found) {
      after = id;
      try {
        const system = { type: 'system', teamId, reason: 'rewrap_secrets' } as const;
        await withTenant(services.db, system, async (tx) => {
          const sealed = await selectSealedTrigger(tx, { id, teamId });
          if (sealed === undefined) return;
          const place = triggerPlace(teamId, id);
          const { envelope: before, oldEnvelope } = sealed;
          const oldAfter = oldEnvelope === null ? null : vault.rewrap(oldEnvelope, place);
          const row = { id, teamId, before, after: vault.rewrap(before, place), oldAfter };
          await rewrapTrigger(tx, { ...row, keyVersion: vault.currentKeyId });
          count.rewrapped++;
        });
      } catch (error) {
        count.failed++;
        services.onError(error, { part: 'rewrap', team_id: teamId, trigger_id: id });
      }
    }
    if (found.length < batch) return count;
  }
}
