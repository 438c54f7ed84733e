import type { AgentId, RunStatus, ThreadId } from '@agent-factory/contracts';

/** A thread as lists show it. Money in 10⁻⁹ USD. */
export interface ThreadRow {
  id: ThreadId;
  agentId: AgentId;
  agentName: string;
  agentTitle: string;
  /** Whether the agent can still be run. */
  agentDeleted: boolean;
  /** What its first run was asked. */
  firstInput: unknown;
  runs: number;
  /** Of the newest run; null in the moment between a thread and its first run. */
  lastStatus: RunStatus | null;
  costNanoUsd: number;
  createdAt: Date;
  lastRunAt: Date;
}
