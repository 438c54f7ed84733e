import type { TeamId } from '@agent-factory/contracts';
import { listSealedProviderKeys, withTenant } from '@agent-factory/db';
import type { OwnKey } from '@agent-factory/llm';
import type { Services } from '../service-context.ts';
import { openKey } from './seal-key.ts';

/**
 * The team's keys in use, open, for the router alone: not to be logged, stored or answered. Kept for 3 s, so that
 * a burst of calls opens them once. One whose envelope does not open is reported and left out.
 */
export function loadProviderKeys({
  services,
  teamId,
}: {
  services: Services;
  teamId: TeamId;
}): Promise<readonly OwnKey[]> {
  return services.secrets.opened.get(teamId, () => open(services, teamId));
}

async function open(services: Services, teamId: TeamId): Promise<readonly OwnKey[]> {
  const system = { type: 'system', teamId, reason: 'load_provider_keys' } as const;
  const rows = await withTenant(services.db, system, (tx) => listSealedProviderKeys(tx, { teamId }));
  return rows.flatMap((row) => {
    try {
      return openKey(services.secrets.vault, teamId, row);
    } catch (error) {
      services.onError(error, { part: 'provider_keys', team_id: teamId, provider_key_id: row.id });
      return [];
    }
  });
}
