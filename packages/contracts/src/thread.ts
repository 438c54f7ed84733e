import { z } from 'zod';
import { agentIdSchema, runIdSchema, threadIdSchema } from './ids.ts';
import { runErrorSchema, runStatusSchema, tokenUsageSchema } from './run.ts';

/** A conversation with one agent, as lists show it. `cost` in USD, of all its runs. */
export const threadSummarySchema = z.object({
  id: threadIdSchema,
  agent_id: agentIdSchema,
  agent_name: z.string(),
  agent_title: z.string(),
  /** Whether its agent has been deleted: then it can be read and nothing more. */
  closed: z.boolean(),
  /** The beginning of what was asked first. */
  title: z.string(),
  runs: z.int().min(0),
  /** Of the newest run; null in the moment before the first. */
  status: runStatusSchema.nullable(),
  cost: z.number(),
  created_at: z.iso.datetime(),
  last_run_at: z.iso.datetime(),
});
export type ThreadSummary = z.infer<typeof threadSummarySchema>;

/** Who said what, and in which run. */
export const threadMessageSchema = z.discriminatedUnion('role', [
  z.object({
    role: z.literal('user'),
    run_id: runIdSchema,
    at: z.iso.datetime(),
    /** A text where the run was asked a `query` and nothing else, else the run's whole input. */
    content: z.unknown(),
  }),
  z.object({
    role: z.literal('agent'),
    run_id: runIdSchema,
    /** When the run ended; null while it has not. */
    at: z.iso.datetime().nullable(),
    status: runStatusSchema,
    /** The answer; null unless the run succeeded. */
    content: z.unknown(),
    error: runErrorSchema.nullable(),
    cost: z.number(),
    tokens: tokenUsageSchema,
    execution_time: z.number().nullable(),
    model: z.string().nullable(),
  }),
]);
export type ThreadMessage = z.infer<typeof threadMessageSchema>;

/** A page of a thread: the newest messages, in the order in which they were said; `next_cursor` leads to older ones. */
export const threadViewSchema = threadSummarySchema.extend({
  messages: z.array(threadMessageSchema),
  next_cursor: z.string().nullable(),
});
export type ThreadView = z.infer<typeof threadViewSchema>;

export const listThreadsInputSchema = z.strictObject({
  agent_id: agentIdSchema.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
});

/** `limit` counts runs: a question and its answer. */
export const getThreadInputSchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(200).optional(),
});
