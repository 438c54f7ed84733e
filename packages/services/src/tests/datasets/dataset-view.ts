import type { DatasetView } from '@agent-factory/contracts';
import type { DatasetRow } from '@agent-factory/db';

export function datasetView(row: DatasetRow): DatasetView {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    agent_id: row.agentId,
    version: row.version,
    content_hash: row.contentHash,
    cases: row.cases,
    created_at: row.createdAt.toISOString(),
  };
}
