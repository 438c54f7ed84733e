import type { TeamId } from '@agent-factory/contracts';
import type { ConnectionSecrets } from '@agent-factory/orchestrator';
import type { Services } from '../service-context.ts';
import { loadConnections } from './load.ts';

/** What the built-in tools of a run get of its team's connections: one of each kind, open. */
export function connectionSecrets({
  services,
  teamId,
}: {
  services: Services;
  teamId: TeamId;
}): ConnectionSecrets {
  return {
    async fields(wanted) {
      const all = await loadConnections({ services, teamId });
      const found = all.find(({ kind }) => kind.id === wanted);
      if (found === undefined) return null;
      return { ...found.fields, ...(found.baseUrl === null ? {} : { base_url: found.baseUrl }) };
    },
  };
}
