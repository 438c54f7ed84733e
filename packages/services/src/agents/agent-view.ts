import type { AgentSummary } from '@agent-factory/contracts';
import type { AgentRow } from '@agent-factory/db';

export function agentSummary(row: AgentRow): AgentSummary {
  return {
    id: row.id,
    name: row.name,
    title: row.title,
    description: row.description,
    kind: row.kind,
    version: row.version,
    spec_hash: row.specHash,
    status: 'ready',
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
