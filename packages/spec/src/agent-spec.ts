import { z } from 'zod';
import { invariantSchema } from './invariant.ts';
import { jsonSchemaSchema } from './json-schema.ts';
import { gatesSchema, specTestSchema } from './spec-test.ts';

export const apiVersion = 'agentfactory/v1' as const;

export const modelTasks = [
  'simple_query',
  'classification',
  'research',
  'fact_checking',
  'complex_reasoning',
  'code_generation',
  /** The router finds out from what is asked. */
  'auto',
] as const;
export type ModelTask = (typeof modelTasks)[number];

export const reasoningEfforts = ['none', 'low', 'medium', 'high'] as const;
export const afterCuts = ['continue'] as const;

export const modelChoiceSchema = z.strictObject({
  task: z.enum(modelTasks),
  /** Pins, `vendor/model`, in order of preference; empty lets the router decide. */
  use: z.array(z.string()),
  temperature: z.number().min(0).max(2).exactOptional(),
  reasoning: z.enum(reasoningEfforts).exactOptional(),
  /** A cheap model first; a stronger one when the schema or an invariant refuses its answer. */
  cascade: z.literal(true).exactOptional(),
  /** The same call within half an hour is answered from the team's own cache. */
  cache: z.literal(true).exactOptional(),
  /** A second model is asked when the first is slower than it usually is; for agents without tools. */
  hedge: z.literal(true).exactOptional(),
  /** What to do about an answer that breaks off in the middle; left out: the call fails. */
  afterCut: z.enum(afterCuts).exactOptional(),
  /** Where the model may be served from; left out: anywhere. */
  regions: z.array(z.string()).min(1).exactOptional(),
});
export type ModelChoice = z.infer<typeof modelChoiceSchema>;

/** A tool, or a source of tools: `allow` names the ones that the agent may call. */
export const toolRefSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('builtin'), name: z.string() }),
  z.strictObject({ type: z.literal('mcp'), url: z.string(), allow: z.array(z.string()).min(1) }),
  z.strictObject({ type: z.literal('openapi'), url: z.string(), allow: z.array(z.string()).min(1) }),
  z.strictObject({ type: z.literal('agent'), name: z.string() }),
]);
export type ToolRef = z.infer<typeof toolRefSchema>;

/** Ceilings of one run. Dollars, model calls, wall-clock seconds, and output tokens of each model call. */
export const limitsSchema = z.strictObject({
  maxCostUsd: z.number().min(0),
  maxSteps: z.int().min(1),
  maxSeconds: z.int().min(1),
  maxOutputTokens: z.int().min(1),
  /** Tokens of a whole run, in and out, members included; left out: as many as the money buys. */
  maxTokens: z.int().min(1).exactOptional(),
  /** How many agents deep members and agents as tools may lie inside each other; left out: `defaultMaxDepth`. */
  maxDepth: z.int().min(0).exactOptional(),
});
export type Limits = z.infer<typeof limitsSchema>;

export const timeoutAnswers = ['deny', 'approve'] as const;

/** How long people have to decide, and what it means if they do not. */
export const silenceSchema = z.strictObject({
  timeoutSeconds: z.int().min(60),
  onTimeout: z.enum(timeoutAnswers),
});
export type Silence = z.infer<typeof silenceSchema>;
export const defaultSilence: Silence = { timeoutSeconds: 86_400, onTimeout: 'deny' };

export const defaultMaxDepth = 4;

/** A limit as it binds, said or not; a run without `maxTokens` may use any number of them. */
export function limitOf(limits: Limits, key: keyof Limits): number {
  return limits[key] ?? (key === 'maxDepth' ? defaultMaxDepth : Number.POSITIVE_INFINITY);
}

/**
 * What an agent is shown of its thread's past: the last `window` messages word for word, and, if it summarises, notes
 * on those before them. Left out of a spec: `defaultMemory`.
 */
export const memorySchema = z.strictObject({
  window: z.int().min(0).max(200),
  summarise: z.boolean(),
});
export type Memory = z.infer<typeof memorySchema>;
export const defaultMemory: Memory = { window: 40, summarise: false };

/** What both kinds of spec have, normalised: defaults filled in, short forms written out. */
export const specHeadShape = {
  apiVersion: z.literal(apiVersion),
  name: z.string(),
  title: z.string(),
  description: z.string(),
  limits: limitsSchema,
  invariants: z.array(invariantSchema),
  tests: z.array(specTestSchema),
  gates: gatesSchema,
  instructions: z.string(),
  /** What a run takes; left out: `{ query: string }`. */
  input: jsonSchemaSchema.exactOptional(),
  /** What a run answers; left out: plain text. */
  output: jsonSchemaSchema.exactOptional(),
};

/** An agent as the machine reads it: the meaning of a spec without its wording. */
export const agentSpecSchema = z.strictObject({
  ...specHeadShape,
  kind: z.literal('Agent'),
  model: modelChoiceSchema,
  tools: z.array(toolRefSchema),
  /** Names of tools whose calls wait for a person. */
  approvals: z.array(z.string()),
  /** What silence means where a person is asked; left out: `defaultSilence`. */
  silence: silenceSchema.exactOptional(),
  memory: memorySchema.exactOptional(),
});
export type AgentSpec = z.infer<typeof agentSpecSchema>;
