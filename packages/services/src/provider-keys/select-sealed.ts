import type { ProviderKeyId, TeamId } from '@agent-factory/contracts';
import { type SealedProviderKeyRow, selectSealedProviderKey, withTenant } from '@agent-factory/db';
import type { Services } from '../service-context.ts';

/** A key in its envelope, which the system alone is granted; undefined when the team has none of that id. */
export function selectSealed(
  services: Services,
  teamId: TeamId,
  id: ProviderKeyId,
): Promise<SealedProviderKeyRow | undefined> {
  return withTenant(services.db, { type: 'system', teamId, reason: 'open_provider_key' }, (tx) =>
    selectSealedProviderKey(tx, { id, teamId }),
  );
}
