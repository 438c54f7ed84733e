import type { DocumentId } from '@agent-factory/contracts';
import { sql } from 'kysely';

export type DocumentFormat = 'text' | 'markdown' | 'html' | 'pdf';

/** A document as lists show it. */
export interface DocumentRow {
  id: DocumentId;
  title: string;
  format: DocumentFormat;
  sizeBytes: number;
  status: 'queued' | 'ready' | 'failed';
  error: string | null;
  /** Postgres's text search configuration. */
  language: string;
  characters: number;
  passages: number;
  /** `vendor/model` of its passages' vectors; null where there are none. */
  embeddingModel: string | null;
  createdAt: Date;
  indexedAt: Date | null;
}

export const documentColumns = sql`
  id, title, format, size_bytes as "sizeBytes", status, error, language, characters, passages,
  embedding_model as "embeddingModel", created_at as "createdAt", indexed_at as "indexedAt"`;

/** A passage that a search found. */
export interface PassageRow {
  documentId: DocumentId;
  title: string;
  position: number;
  heading: string;
  page: number | null;
  body: string;
}

export const passageColumns = sql`
  passage.document_id as "documentId", document.title, passage.position, passage.heading, passage.page, passage.body`;
