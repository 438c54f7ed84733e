import { z } from 'zod';
import { approvalIdSchema } from './ids.ts';
import { runErrorSchema, runStatusSchema, tokenUsageSchema } from './run.ts';

const step = z.int().min(1);

/** `edited` is approved with other arguments; `expired` is what the spec says about silence. */
export const approvalStates = ['pending', 'approved', 'edited', 'denied', 'expired'] as const;
export const approvalStateSchema = z.enum(approvalStates);
export type ApprovalState = (typeof approvalStates)[number];

/** The places at which invariants are checked. */
export const boundaries = ['input', 'model_call', 'tool_call', 'tool_result', 'output'] as const;
export const boundarySchema = z.enum(boundaries);
export type Boundary = (typeof boundaries)[number];

export const invariantActions = ['block', 'retry', 'redact', 'escalate', 'warn'] as const;
export const invariantActionSchema = z.enum(invariantActions);
export type InvariantAction = (typeof invariantActions)[number];

/** Events of a member of a team, or of an agent called as a tool, name their place: `research`, `research/fact-checker`. */
const member = z.string().exactOptional();

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
  z.object({ type: z.literal('step.started'), member, step, task: z.string() }),
  /**
   * A piece of the answer. Pieces of one step concatenate; a new step starts a new answer. Where a rule at
   * the output could still stop it, the answer comes whole, after `step.finished`, once it has passed.
   */
  z.object({ type: z.literal('token'), member, step, text: z.string() }),
  z.object({
    type: z.literal('step.finished'),
    member,
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
    type: z.literal('tool.call'),
    member,
    step,
    tool_call_id: z.string(),
    name: z.string(),
    arguments: z.unknown(),
    /** What the call can do; left out for agents as tools, and for what is no tool of the agent's. */
    effect: z.enum(['read', 'write', 'money']).exactOptional(),
  }),
  z.object({
    type: z.literal('tool.result'),
    member,
    step,
    tool_call_id: z.string(),
    name: z.string(),
    outcome: z.enum(['ok', 'error', 'denied']),
    result: z.unknown(),
    duration_ms: z.number().min(0),
    /** Said of a call that took more than 500 ms, so that it is seen what made a run slow. */
    slow: z.literal(true).exactOptional(),
  }),
  z.object({
    type: z.literal('invariant'),
    member,
    /** The rule's id; one that binds in a member because of what is around it reads `<owner's name>:<id>`. */
    id: z.string(),
    says: z.string(),
    at: boundarySchema,
    verdict: z.enum(['passed', 'violated', 'error']),
    /** What was done about a violation; null when it passed. */
    action: invariantActionSchema.nullable(),
    detail: z.string().nullable(),
    /** The model that judged it, for a check that a model judges. */
    judge: z.string().exactOptional(),
  }),
  /** Money set aside before a model is asked, or given back after; `held` is what the run has set aside since then. */
  z.object({
    type: z.literal('reservation'),
    member,
    step,
    action: z.enum(['held', 'settled', 'refused']),
    /** What was set aside; at `settled` what the call has cost; at `refused` what would have been needed. */
    cost_nano_usd: z.int().min(0),
    spent_nano_usd: z.int().min(0),
    held_nano_usd: z.int().min(0),
    ceiling_nano_usd: z.int().min(0),
  }),
  /** The run waits for a person, or a person (or the clock) has decided. */
  z.object({
    type: z.literal('approval'),
    member,
    approval_id: approvalIdSchema,
    /** A call of a tool that needs one, or a broken rule with `otherwise: escalate`. */
    about: z.enum(['tool', 'invariant']),
    state: approvalStateSchema,
    /** What may go on once approved: the tool's name and arguments, or the rule's id and the value. */
    subject: z.object({ name: z.string(), value: z.unknown() }),
    reason: z.string().nullable(),
    /** Who decided; null while it waits, and where the clock did. */
    decided_by: z.string().nullable(),
    /** When it was decided, where that is not the moment of this event. */
    decided_at: z.iso.datetime().exactOptional(),
    expires_at: z.iso.datetime(),
  }),
  /** Part of a run broke though the run goes on: a member failed, a plan was given up, a tool took too long. */
  z.object({ type: z.literal('error'), member, error: runErrorSchema }),
  /** A member of a team begins or ends; `visit` counts from 1. */
  z.object({
    type: z.literal('member'),
    member: z.string(),
    agent: z.string(),
    spec_hash: z.string(),
    visit: z.int().min(1),
    state: z.enum(['started', 'succeeded', 'failed', 'refused', 'skipped']),
    /** Why it was chosen, or how it ended; null where there is nothing to say. */
    note: z.string().nullable(),
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
