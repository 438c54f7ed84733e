import { z } from 'zod';
import { scopes } from './actor.ts';
import { agentIdSchema, apiKeyIdSchema } from './ids.ts';

export const scopeSchema = z.enum(scopes);

/** A key for programs. What it may do is at most what its maker may do. */
export const createApiKeyInputSchema = z.strictObject({
  name: z.string().trim().min(1).max(100),
  scopes: z.array(scopeSchema).min(1).max(scopes.length),
  /** The agents that it is for; all of the team if left out. */
  agent_ids: z.array(agentIdSchema).min(1).max(100).nullable().optional(),
  /** After this it is refused; never if left out. */
  expires_at: z.iso.datetime({ offset: true }).nullable().optional(),
  /** What it may spend in a calendar month, in USD; no bound of its own if left out. */
  budget_usd: z.number().min(0).max(1_000_000).nullable().optional(),
});
export type CreateApiKeyInput = z.input<typeof createApiKeyInputSchema>;

/** A key as people see it afterwards: never the key itself. */
export const apiKeyViewSchema = z.object({
  id: apiKeyIdSchema,
  name: z.string(),
  /** `agf_…x9f2`. */
  hint: z.string(),
  scopes: z.array(scopeSchema),
  agent_ids: z.array(agentIdSchema).nullable(),
  budget_usd: z.number().nullable(),
  created_at: z.iso.datetime(),
  created_by: z.uuid().nullable(),
  expires_at: z.iso.datetime().nullable(),
  /** To the minute. */
  last_used_at: z.iso.datetime().nullable(),
  revoked_at: z.iso.datetime().nullable(),
});
export type ApiKeyView = z.infer<typeof apiKeyViewSchema>;

/** The answer to creating one: the only time that the key itself is shown. */
export const apiKeyCreatedSchema = apiKeyViewSchema.extend({ secret: z.string() });
export type ApiKeyCreated = z.infer<typeof apiKeyCreatedSchema>;
