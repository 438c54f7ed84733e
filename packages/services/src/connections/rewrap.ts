import type { ConnectionId } from '@agent-factory/contracts';
import { findConnectionsToRewrap, rewrapConnection, withTenant } from '@agent-factory/db';
import type { Services } from '../service-context.ts';
import { connectionPlace } from './seal-fields.ts';
import { selectSealed } from './select-sealed.ts';

const batch = 100;

/** As `rewrapProviderKeys`, for the envelopes of connections. */
export async function rewrapConnections({
  services,
}: {
  services: Services;
}): Promise<{ rewrapped: number; failed: number }> {
  const { vault } = services.secrets;
  const count = { rewrapped: 0, failed: 0 };
  let after: ConnectionId | null = null;
  for (;;) {
    const options = { currentKeyId: vault.currentKeyId, after, limit: batch };
    const found = await findConnectionsToRewrap(services.db, options);
    for (const { teamId, id } of found) {
      after = id;
      try {
        const sealed = await selectSealed(services, teamId, id);
        if (sealed === undefined) continue;
        const rewrapped = vault.rewrap(sealed.envelope, connectionPlace(teamId, id));
        const change = { id, teamId, before: sealed.envelope, after: rewrapped };
        const system = { type: 'system', teamId, reason: 'rewrap_secrets' } as const;
        await withTenant(services.db, system, (tx) =>
          rewrapConnection(tx, { ...change, keyVersion: vault.currentKeyId }),
        );
        count.rewrapped++;
      } catch (error) {
        count.failed++;
        services.onError(error, { part: 'rewrap', team_id: teamId, connection_id: id });
      }
    }
    if (found.length < batch) return count;
  }
}
