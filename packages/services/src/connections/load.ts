import type { TeamId } from '@agent-factory/contracts';
import { listSealedConnections, withTenant } from '@agent-factory/db';
import type { Services } from '../service-context.ts';
import { type OpenConnection, openConnection } from './seal-fields.ts';

/**
 * The team's connections in use, open. Kept for 3 s, so that a burst of runs opens them once. One whose envelope does
 * not open is reported and left out.
 */
export function loadConnections({
  services,
  teamId,
}: {
  services: Services;
  teamId: TeamId;
}): Promise<readonly OpenConnection[]> {
  return services.secrets.openedConnections.get(teamId, () => open(services, teamId));
}

async function open(services: Services, teamId: TeamId): Promise<readonly OpenConnection[]> {
  const system = { type: 'system', teamId, reason: 'load_connections' } as const;
  const rows = await withTenant(services.db, system, (tx) => listSealedConnections(tx, { teamId }));
  return rows.flatMap((row) => {
    try {
      return openConnection(services.secrets.vault, teamId, row);
    } catch (error) {
      services.onError(error, { part: 'connections', team_id: teamId, connection_id: row.id });
      return [];
    }
  });
}
