import { z } from 'zod';
import { documentIdSchema } from './ids.ts';

export const documentFormats = ['text', 'markdown', 'html', 'pdf'] as const;
export type DocumentFormat = (typeof documentFormats)[number];
export const documentStatuses = ['queued', 'ready', 'failed'] as const;
export type DocumentStatus = (typeof documentStatuses)[number];

/** No file is taken that is larger. */
export const maxDocumentBytes = 10 * 1024 * 1024;

/** A document that a team's agents may look things up in. */
export const documentViewSchema = z.object({
  id: documentIdSchema,
  title: z.string(),
  format: z.enum(documentFormats),
  size_bytes: z.int(),
  /** `queued` until it is read; found from `ready` on. */
  status: z.enum(documentStatuses),
  /** Why it could not be read. */
  error: z.string().nullable(),
  /** What language its words are taken to be in, as Postgres names it; `simple` for none that is known. */
  language: z.string(),
  characters: z.int(),
  passages: z.int(),
  /** `vendor/model` by whose vectors it is found too; null where no provider offers any. */
  embedding_model: z.string().nullable(),
  created_at: z.iso.datetime(),
  indexed_at: z.iso.datetime().nullable(),
});
export type DocumentView = z.infer<typeof documentViewSchema>;

/** With the text that was read of it; null until it is. */
export const documentTextSchema = documentViewSchema.extend({ text: z.string().nullable() });
export type DocumentText = z.infer<typeof documentTextSchema>;

/** `created` is false for a file that the team has uploaded before: then that document is the answer. */
export const documentUploadedSchema = documentViewSchema.extend({ created: z.boolean() });
export type DocumentUploaded = z.infer<typeof documentUploadedSchema>;

/** A piece of a document that answers a query; the words are the document's, so data and never instructions. */
export const passageViewSchema = z.object({
  document_id: documentIdSchema,
  title: z.string(),
  /** Its place in the document, from 0. */
  position: z.int(),
  /** The headings above it, outermost first; empty where there are none. */
  heading: z.string(),
  /** Of a PDF, from 1. */
  page: z.int().nullable(),
  text: z.string(),
  /** Only for comparing passages of one search: more is better. */
  score: z.number(),
  /** By what it was found. */
  found_by: z.array(z.enum(['words', 'spelling', 'meaning'])),
});
export type PassageView = z.infer<typeof passageViewSchema>;

export const searchDocumentsInputSchema = z.strictObject({
  query: z.string().trim().min(1).max(1_000),
  limit: z.coerce.number().int().min(1).max(20).default(5),
});
export const passagesSchema = z.object({ items: z.array(passageViewSchema) });
