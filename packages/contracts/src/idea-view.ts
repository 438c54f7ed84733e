import { z } from 'zod';
import { ideaEvaluationSchema, ideaMeasures } from './idea.ts';
import { agentIdSchema, ideaIdSchema, runIdSchema } from './ids.ts';
import { runErrorSchema, runStatusSchema } from './run.ts';

export const maxComparedIdeas = 6;

/** `POST /v1/ideas/evaluate`. */
export const evaluateIdeaInputSchema = z.strictObject({
  /** What is to be built, for whom, and why they would pay. */
  idea: z.string().trim().min(10).max(4_000),
});
export type EvaluateIdeaInput = z.input<typeof evaluateIdeaInputSchema>;

export const ideaStatuses = ['researching', 'evaluated'] as const;
export type IdeaStatus = (typeof ideaStatuses)[number];

/** An idea with what became of it. The evaluation is null while the researchers are at work. */
export const ideaViewSchema = z.object({
  idea_id: ideaIdSchema,
  idea: z.string(),
  status: z.enum(ideaStatuses),
  /** The team of researchers. */
  agent_id: agentIdSchema,
  /** Their run, with its events, cost and receipt. */
  run_id: runIdSchema,
  /** Null once the run was deleted. */
  run_status: runStatusSchema.nullable(),
  /** Why the run did not succeed. */
  run_error: runErrorSchema.nullable(),
  /** What the run cost so far, in USD. */
  cost: z.number(),
  evaluation: ideaEvaluationSchema.nullable(),
  /** Since when a link lets anybody read it; null where none does. */
  shared_at: z.iso.datetime().nullable(),
  created_at: z.iso.datetime(),
  evaluated_at: z.iso.datetime().nullable(),
});
export type IdeaView = z.infer<typeof ideaViewSchema>;

export const ideaIdInputSchema = z.strictObject({ idea_id: ideaIdSchema });

export const compareIdeasInputSchema = z.strictObject({
  idea_ids: z
    .array(ideaIdSchema)
    .min(2)
    .max(maxComparedIdeas)
    .refine((ids) => new Set(ids).size === ids.length, { error: 'name each idea once' }),
});

/** Ideas side by side, best verdict first; of each measure which of them does best. */
export const ideaComparisonSchema = z.object({
  items: z.array(ideaViewSchema),
  /** Several where they are equal; none where nothing is known. */
  best: z.record(z.enum(ideaMeasures), z.array(ideaIdSchema)),
});
export type IdeaComparison = z.infer<typeof ideaComparisonSchema>;

/** The only answer that shows the link; only a hash of its token is kept. */
export const ideaSharedSchema = z.object({
  idea_id: ideaIdSchema,
  token: z.string(),
  /** Where it is read: a page of the web app. */
  path: z.string(),
  shared_at: z.iso.datetime(),
});
export type IdeaShared = z.infer<typeof ideaSharedSchema>;

export const sharedIdeaInputSchema = z.strictObject({ token: z.string().regex(/^[\w-]{43}$/) });

/** What whoever holds a link may read. */
export const sharedIdeaSchema = z.object({
  idea: z.string(),
  evaluation: ideaEvaluationSchema,
  evaluated_at: z.iso.datetime(),
});
export type SharedIdea = z.infer<typeof sharedIdeaSchema>;
