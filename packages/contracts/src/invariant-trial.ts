import { z } from 'zod';
import { agentIdSchema, runIdSchema } from './ids.ts';
import { runStatusSchema } from './run.ts';
import { boundarySchema, invariantActionSchema } from './run-event.ts';

const count = z.int().min(0);

export const tryInvariantBodySchema = z.strictObject({
  invariant: z.record(z.string(), z.json()).meta({
    description: 'One invariant as an author writes it under `invariants`, in JSON.',
  }),
  runs: z.int().min(1).max(200).default(50).meta({
    description: 'How many of the agent’s newest runs that have ended are looked at.',
  }),
});
export const tryInvariantInputSchema = tryInvariantBodySchema.extend({ agent_id: agentIdSchema });
export type TryInvariantInput = z.input<typeof tryInvariantInputSchema>;

/** A run that the rule would have acted on, at the first place where it would have. */
export const trialFindSchema = z.object({
  run_id: runIdSchema,
  created_at: z.iso.datetime(),
  status: runStatusSchema,
  at: boundarySchema,
  /** The tool whose call or result it was; null elsewhere. */
  tool: z.string().nullable(),
  /** `error`: the check could not tell, which counts as broken. */
  verdict: z.enum(['violated', 'error']),
  /** What would have been done. A text that cannot be cut out is blocked. */
  action: invariantActionSchema,
  /** Why, without quoting what broke it. */
  detail: z.string().nullable(),
});
export type TrialFind = z.infer<typeof trialFindSchema>;

/** Why nothing can be said of a run. */
export const trialGaps = [
  'erased',
  'withheld',
  'not_recorded',
  'not_reached',
  'too_long',
  'out_of_time',
] as const;
export type TrialGap = (typeof trialGaps)[number];

/** What a rule would have done to runs that are over. `looked_at` is `judged` and all of `unjudged` together. */
export const invariantTrialSchema = z.object({
  looked_at: count,
  judged: count,
  /** Of those judged. */
  broken: count,
  /** Judged by part of what crossed: another rule kept the rest out of the log. */
  partly: count,
  unjudged: z.record(z.enum(trialGaps), count).meta({
    description:
      'Runs by why nothing can be said of them: `erased` (the team’s retention took what they said), `withheld` (a rule of then kept it out of the log), `not_recorded` (what models are told is not kept), `not_reached` (nothing crossed such a boundary), `too_long` and `out_of_time` (more than one request looks through).',
  }),
  /** Those broken, newest first. */
  items: z.array(trialFindSchema),
});
export type InvariantTrial = z.infer<typeof invariantTrialSchema>;
