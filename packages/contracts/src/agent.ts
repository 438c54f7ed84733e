import { z } from 'zod';
import { agentIdSchema } from './ids.ts';

/** A spec travels as its text (Markdown with front matter, YAML or JSON) or as the JSON value itself. */
export const specInputSchema = z.union([z.string(), z.record(z.string(), z.unknown())]);
export type SpecInput = z.infer<typeof specInputSchema>;

export const saveAgentInputSchema = z.strictObject({
  spec: specInputSchema,
  /** What changed, in the author's words; kept with the version. */
  message: z.string().max(500).optional(),
});

/** The answer to creating or changing an agent. */
export const agentSavedSchema = z.object({
  id: agentIdSchema,
  name: z.string(),
  version: z.int().min(1),
  spec_hash: z.string(),
  status: z.literal('ready'),
  created_at: z.iso.datetime(),
});
export type AgentSaved = z.infer<typeof agentSavedSchema>;

/** An agent as programs read it (`GET /v1/agents/{id}`). */
export const agentViewSchema = agentSavedSchema.extend({
  title: z.string(),
  description: z.string(),
  kind: z.enum(['Agent', 'Team']),
  updated_at: z.iso.datetime(),
  /** The text as its author wrote it, comments and all. */
  spec: z.string(),
});
export type AgentView = z.infer<typeof agentViewSchema>;
export const agentSummarySchema = agentViewSchema.omit({ spec: true });
export type AgentSummary = z.infer<typeof agentSummarySchema>;

export const agentVersionViewSchema = z.object({
  version: z.int().min(1),
  spec_hash: z.string(),
  message: z.string().nullable(),
  created_at: z.iso.datetime(),
  created_by: z.uuid().nullable(),
  spec: z.string(),
});
export type AgentVersionView = z.infer<typeof agentVersionViewSchema>;

/** Lists go newest first; `cursor` is the `next_cursor` of the page before. */
export const pageInputSchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
});
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next_cursor: z.string().nullable() });
}
