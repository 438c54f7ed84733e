import { z } from 'zod';
import { diagnosticSchema } from './diagnostic.ts';
import { agentIdSchema } from './ids.ts';

/** What may be said of an agent that is to be drafted. */
export const longestDescription = 4_000;

/** `POST /v1/drafts`. Nothing is saved. */
export const draftSpecInputSchema = z.strictObject({
  /** In the author's words: what the agent is to do, or what is to change in one that is there. */
  description: z.string().trim().min(1).max(longestDescription),
  /** The agent that is to change; a new one if left out. */
  agent_id: agentIdSchema.optional(),
  /** Its text as it stands in the author's editor; the newest version if left out. Only with `agent_id`. */
  spec: z.string().max(500_000).optional(),
  /** The name of a new agent, where it has one already. Only without `agent_id`. */
  title: z.string().trim().min(1).max(100).optional(),
  /** What all questions to models may cost together. */
  max_cost_usd: z.number().positive().max(10).default(0.1),
});
export type DraftSpecInput = z.input<typeof draftSpecInputSchema>;

export const specDraftSchema = z.object({
  /** The whole text. It is a draft: nobody has saved it. */
  spec: z.string(),
  /** Who wrote it: a model, or fixed rules where no model could be asked. */
  written_by: z.enum(['model', 'rules']),
  /** `vendor/model`; null for rules. */
  model: z.string().nullable(),
  /** What the author should know of it, in sentences: what was assumed, why no model was asked. */
  notes: z.array(z.string()),
  /** False where an error is left; such a text can be mended in the editor, and not be saved before. */
  valid: z.boolean(),
  diagnostics: z.array(diagnosticSchema),
  /** How often a model was asked to mend its own draft. */
  repairs: z.int().min(0).max(2),
  /** In USD, of all questions together; null where a price is unknown. */
  cost: z.number().nullable(),
  tokens: z.object({ input: z.int(), output: z.int() }),
});
export type SpecDraft = z.infer<typeof specDraftSchema>;
