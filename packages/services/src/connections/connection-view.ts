import type { ConnectionView } from '@agent-factory/contracts';
import type { ConnectionRow } from '@agent-factory/db';

export function connectionView(row: ConnectionRow): ConnectionView {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    base_url: row.baseUrl,
    settings: { ...row.settings },
    secrets: { ...row.masked },
    trusted_reads: [...row.trustedReads],
    status: row.status,
    tested_at: row.testedAt?.toISOString() ?? null,
    last_error: row.lastError,
    created_at: row.createdAt.toISOString(),
  };
}
