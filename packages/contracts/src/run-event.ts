import { z } from 'zod';
import { runErrorSchema, runStatusSchema, tokenUsageSchema } from './run.ts';

const step = z.int().min(1);

/** The places at which invariants are checked. */
export const boundaries = ['input', 'model_call', 'tool_call', 'tool_result', 'output'] as const;
export const boundarySchema = z.enum(boundaries);
export type Boundary = (typeof boundaries)[number];

export const invariantActions = ['block', 'retry', 'redact', 'escalate', 'warn'] as const;
export const invariantActionSchema = z.enum(invariantActions);
export type InvariantAction = (typeof invariantActions)[number];

/**
 * What happened in a run, in order. Append-only rows are the truth; a stream is those rows, then new ones
 * as they are written. `step` counts model calls from 1; `cost_nano_usd` is in 10⁻⁹ USD.
 */
export const runEventDataSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('run.started'),
    attempt: z.int().min(1),
    agent: z.string(),
    version: z.int(),
    spec_hash: z.string(),
  }),
  z.object({ type: z.literal('model.started'), step, task: z.string() }),
  /**
   * A piece of the answer. Pieces of one step concatenate; a new step starts a new answer. Where a rule at
   * the output could still stop it, the answer comes whole, after `model.finished`, once it has passed.
   */
  z.object({ type: z.literal('model.delta'), step, text: z.string() }),
  z.object({
    type: z.literal('model.finished'),
    step,
    provider: z.string(),
    model: z.string(),
    finish_reason: z.enum(['stop', 'tool_calls', 'length', 'content_filter']),
    tokens: tokenUsageSchema,
    cost_nano_usd: z.int().min(0),
    duration_ms: z.number().min(0),
    /** Models that were tried before this one answered, and why they did not. */
    fallbacks: z.array(z.object({ model: z.string(), reason: z.string() })),
  }),
  z.object({
    type: z.literal('tool.started'),
    step,
    tool_call_id: z.string(),
    name: z.string(),
    arguments: z.unknown(),
  }),
  z.object({
    type: z.literal('tool.finished'),
    step,
    tool_call_id: z.string(),
    name: z.string(),
    outcome: z.enum(['ok', 'error', 'denied']),
    result: z.unknown(),
    duration_ms: z.number().min(0),
  }),
  z.object({
    type: z.literal('invariant.checked'),
    id: z.string(),
    says: z.string(),
    at: boundarySchema,
    verdict: z.enum(['passed', 'violated', 'error']),
    /** What was done about a violation; null when it passed. */
    action: invariantActionSchema.nullable(),
    detail: z.string().nullable(),
  }),
  z.object({
    type: z.literal('run.finished'),
    status: runStatusSchema.extract(['succeeded', 'failed', 'refused', 'cancelled']),
    output: z.unknown(),
    error: runErrorSchema.nullable(),
    tokens: tokenUsageSchema,
    cost_nano_usd: z.int().min(0),
  }),
]);
export type RunEventData = z.infer<typeof runEventDataSchema>;
export type RunEventType = RunEventData['type'];

/** `seq` counts from 1 within the run and is the SSE event id. */
export const runEventSchema = z.object({
  seq: z.int().min(1),
  at: z.iso.datetime(),
  data: runEventDataSchema,
});
export type RunEvent = z.infer<typeof runEventSchema>;
