import { z } from 'zod';
import { versionReferenceSchema } from './agent-label.ts';
import {
  agentIdSchema,
  apiKeyIdSchema,
  runIdSchema,
  scheduleIdSchema,
  threadIdSchema,
  triggerIdSchema,
  userIdSchema,
} from './ids.ts';
import { runStatuses } from './run-status.ts';

export const runStatusSchema = z.enum(runStatuses);

export const tokenUsageSchema = z.object({
  input: z.int().min(0),
  output: z.int().min(0),
  total: z.int().min(0),
});
export type TokenUsage = z.infer<typeof tokenUsageSchema>;

/** Why a run ended as it did, safe to show: never a stack or a vendor's raw text. */
export const runErrorSchema = z.object({ code: z.string(), message: z.string() });
export type RunError = z.infer<typeof runErrorSchema>;

/** `vendor/model`, as specs name it. */
const modelIdSchema = z
  .string()
  .max(200)
  .regex(/^[a-z0-9][a-z0-9_.-]*\/\S+$/, 'name a model as vendor/model');

/** By what a run was started: a person, an API key, a schedule or a signed call of a trigger. */
export const runOrigins = ['person', 'key', 'schedule', 'trigger'] as const;
export type RunOrigin = (typeof runOrigins)[number];

export const startedBySchema = z.object({
  type: z.enum(runOrigins),
  /** Of the person, key, schedule or trigger, which may be gone since; null for a person who is. */
  id: z.string().nullable(),
  /** How it was called then; null where nobody noted it. */
  name: z.string().nullable(),
});
export type StartedBy = z.infer<typeof startedBySchema>;

/** A run as programs read it (`GET /v1/runs/{id}`). `cost` in USD, `execution_time` in seconds. */
export const runViewSchema = z.object({
  run_id: runIdSchema,
  agent_id: agentIdSchema,
  agent_name: z.string(),
  thread_id: threadIdSchema,
  status: runStatusSchema,
  input: z.unknown(),
  output: z.unknown(),
  error: runErrorSchema.nullable(),
  cost: z.number(),
  tokens: tokenUsageSchema,
  execution_time: z.number().nullable(),
  /** `vendor/model` that answered last; null until one did. */
  model: z.string().nullable(),
  /** The agent's version number that ran, and the hash of its spec. */
  version: z.int(),
  spec_hash: z.string(),
  /**
   * `vendor/model` that was tried in place of the version's own, without saving: `spec_hash` is that of the version's
   * spec with it as the only pin. Null for the version as it is saved.
   */
  tried_model: z.string().nullable(),
  started_by: startedBySchema,
  created_at: z.iso.datetime(),
  started_at: z.iso.datetime().nullable(),
  finished_at: z.iso.datetime().nullable(),
});
export type RunView = z.infer<typeof runViewSchema>;

/**
 * What starts a run. `query` is short for an input of `{ query }`; `input` is the object that the spec's
 * `input` schema describes (a bare string means `{ query: string }`). One of the two.
 */
export const startRunInputSchema = z
  .strictObject({
    query: z.string().min(1).max(100_000).optional(),
    input: z.union([z.string().min(1).max(100_000), z.record(z.string(), z.unknown())]).optional(),
    thread_id: threadIdSchema.optional(),
    /**
     * A version of the agent: its number, a label that it carries, or the hash of its spec. Left out, what the API key is
     * set to, else the newest.
     */
    version: versionReferenceSchema.optional(),
    /**
     * `vendor/model` to try in place of the version's own, without saving a version. All else of the spec binds as ever.
     * Needs `agents:write` besides, as saving it would.
     */
    model: modelIdSchema.optional(),
  })
  .refine((value) => (value.query === undefined) !== (value.input === undefined), {
    error: 'give either "query" or "input"',
    path: ['query'],
  });
export type StartRunInput = z.infer<typeof startRunInputSchema>;

export const listRunsInputSchema = z.strictObject({
  agent_id: agentIdSchema.optional(),
  status: runStatusSchema.optional(),
  started_by: z.enum(runOrigins).optional(),
  schedule_id: scheduleIdSchema.optional(),
  trigger_id: triggerIdSchema.optional(),
  /** Started at or after this, and before `to`. */
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  api_key_id: apiKeyIdSchema.optional(),
  /** Who started it. */
  member_id: userIdSchema.optional(),
  /** `vendor/model` that answered last. */
  model: z.string().min(1).max(200).optional(),
  error_code: z.string().min(1).max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
});
