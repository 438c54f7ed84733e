import type { AgentId, TeamId, ThreadId } from '@agent-factory/contracts';

/** Whose notes: of an agent in one thread, or (`threadId` null) in all of its threads. */
export interface MemoryPlace {
  teamId: TeamId;
  agentId: AgentId;
  threadId: ThreadId | null;
}

export interface MemoryRow {
  threadId: ThreadId | null;
  key: string;
  value: string;
  updatedAt: Date;
}
