import type { DocumentView } from '@agent-factory/contracts';
import type { DocumentRow } from '@agent-factory/db';

export function documentView(row: DocumentRow): DocumentView {
  return {
    id: row.id,
    title: row.title,
    format: row.format,
    size_bytes: row.sizeBytes,
    status: row.status,
    error: row.error,
    language: row.language,
    characters: row.characters,
    passages: row.passages,
    embedding_model: row.embeddingModel,
    created_at: row.createdAt.toISOString(),
    indexed_at: row.indexedAt?.toISOString() ?? null,
  };
}
