import type { TeamId } from '@agent-factory/contracts';
import type { AgentDirectory, PinnedSpec } from '@agent-factory/orchestrator';
import type { EventLog } from './event-log.ts';
import { knownSpec, loadSpec } from './load-spec.ts';
import type { RunMember } from './resolve-members.ts';

/** The agents that a run may call, as it pinned them when it was started. */
export async function loadMembers(
  log: Pick<EventLog, 'read'>,
  teamId: TeamId,
  members: readonly RunMember[],
): Promise<AgentDirectory> {
  const directory = new Map<string, PinnedSpec>();
  for (const { name, agent_version_id: id, version, spec_hash: specHash } of members) {
    const spec = knownSpec(specHash) ?? (await log.read((tx) => loadSpec(tx, { id, teamId, specHash })));
    directory.set(name, { spec, specHash, version });
  }
  return directory;
}
