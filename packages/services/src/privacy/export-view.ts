import type { DataExport } from '@agent-factory/contracts';
import type { DataExportRow } from '@agent-factory/db/privacy';

export function exportView(row: DataExportRow): DataExport {
  return {
    id: row.id,
    status: row.status,
    whole_teams: row.wholeTeams,
    rows: row.rowsWritten,
    size_bytes: row.sizeBytes,
    sha256: row.sha256,
    error: row.error,
    requested_at: row.requestedAt.toISOString(),
    finished_at: row.finishedAt?.toISOString() ?? null,
    expires_at: row.expiresAt?.toISOString() ?? null,
  };
}
