import type { ProviderKeyView } from '@agent-factory/contracts';
import type { ProviderKeyRow } from '@agent-factory/db';

export function providerKeyView(row: ProviderKeyRow): ProviderKeyView {
  return {
    id: row.id,
    vendor: row.vendor,
    label: row.label,
    masked: row.masked,
    base_url: row.baseUrl,
    weight: row.weight,
    status: row.status,
    last_error: row.lastError,
    tested_at: row.testedAt?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
  };
}
