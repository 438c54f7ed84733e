import type { ConnectionId, TeamId } from '@agent-factory/contracts';
import { type SealedConnectionRow, selectSealedConnection, withTenant } from '@agent-factory/db';
import type { Services } from '../service-context.ts';

/** A connection in its envelope, which the system alone is granted; undefined when the team has none of that id. */
export function selectSealed(
  services: Services,
  teamId: TeamId,
  id: ConnectionId,
): Promise<SealedConnectionRow | undefined> {
  return withTenant(services.db, { type: 'system', teamId, reason: 'open_connection' }, (tx) =>
    selectSealedConnection(tx, { id, teamId }),
  );
}
