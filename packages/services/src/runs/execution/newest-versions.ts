import type { AgentId, AgentVersionId, TeamId } from '@agent-factory/contracts';
import { LRUCache } from 'lru-cache';

export interface NewestVersion {
  id: AgentVersionId;
  version: number;
  specHash: string;
}

/**
 * Which version of an agent was the newest when somebody last looked. A guess: whoever leans on it makes the
 * statement that writes say that it still is.
 */
const newest = new LRUCache<string, NewestVersion>({ max: 10_000 });

export function guessNewestVersion(of: { teamId: TeamId; agentId: AgentId }): NewestVersion | undefined {
  return newest.get(`${of.teamId} ${of.agentId}`);
}

export function noteNewestVersion(of: { teamId: TeamId; agentId: AgentId }, version: NewestVersion): void {
  newest.set(`${of.teamId} ${of.agentId}`, version);
}
