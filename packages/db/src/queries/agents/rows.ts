import type { AgentId } from '@agent-factory/contracts';

/** An agent at its newest version. */
export interface AgentRow {
  id: AgentId;
  kind: 'Agent' | 'Team';
  name: string;
  title: string;
  description: string;
  version: number;
  specHash: string;
  createdAt: Date;
  updatedAt: Date;
}
