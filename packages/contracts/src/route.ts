import { z } from 'zod';

/** What a call is for; `auto` lets the router find out. */
const modelTaskSchema = z.enum([
  'simple_query',
  'classification',
  'research',
  'fact_checking',
  'complex_reasoning',
  'code_generation',
]);

/** A request as far as routing looks at it: who may serve it, and what it would cost. Nothing is called. */
export const explainRouteInputSchema = z
  .strictObject({
    task: z.union([modelTaskSchema, z.literal('auto')]).default('auto'),
    /** One message of a user; or `messages`. */
    text: z.string().min(1).max(200_000).optional(),
    messages: z
      .array(
        z.strictObject({
          role: z.enum(['system', 'user', 'assistant']),
          content: z.string().max(200_000),
        }),
      )
      .min(1)
      .max(200)
      .optional(),
    /** Names of tools that the model must be able to call. */
    tools: z.array(z.string().min(1).max(64)).max(64).default([]),
    /** Pinned models, `vendor/model`, in order of preference. */
    use: z.array(z.string().min(1).max(200)).max(20).default([]),
    /** Only models that are served from one of these, `eu`; left out: from anywhere. */
    regions: z.array(z.string().min(1).max(50)).min(1).max(20).optional(),
    /** What the call may cost at most; no ceiling of the request's own if left out. */
    max_cost_usd: z.number().positive().max(1_000).optional(),
    max_output_tokens: z.int().min(1).max(200_000).default(1_024),
  })
  .refine(({ text, messages }) => (text === undefined) !== (messages === undefined), {
    error: 'send either text or messages',
    path: ['text'],
  });
export type ExplainRouteInput = z.output<typeof explainRouteInputSchema>;

const healthStateSchema = z.enum(['closed', 'half_open', 'open']);
const payerSchema = z.enum(['platform', 'team']);

/** One model's place in a route: a rank (0 is asked first), or why it was left out. */
export const routeVerdictSchema = z.object({
  model: z.string(),
  title: z.string(),
  provider: z.string(),
  region: z.string().nullable(),
  /** Whose key would be used; null when there is none. */
  payer: payerSchema.nullable(),
  rank: z.int().min(0).nullable(),
  dropped: z.object({ code: z.string(), reason: z.string() }).nullable(),
  /** Null for an unknown price. */
  expected_usd: z.number().nullable(),
  worst_usd: z.number().nullable(),
  /** Measured time to the first content, median; null for not yet measured. */
  latency_ms: z.number().nullable(),
  health: healthStateSchema,
});
export type RouteVerdictView = z.infer<typeof routeVerdictSchema>;

export const routeViewSchema = z.object({
  task: modelTaskSchema,
  /** How `auto` came to the task; null when it was given. */
  classified_by: z.enum(['rule', 'length', 'classifier']).nullable(),
  input_tokens: z.object({ expected: z.int(), at_most: z.int() }),
  /** The tightest bound on the price and whose it is; null for none. */
  bound: z.object({ usd: z.number(), by: z.enum(['request', 'plan', 'team', 'key']) }).nullable(),
  /** Who would be asked first; null when nobody can serve it. */
  chosen: z.string().nullable(),
  /** The choice in one sentence for a person. */
  summary: z.string(),
  /** The chain in its order, then everyone who was left out. */
  table: z.array(routeVerdictSchema),
});
export type RouteView = z.infer<typeof routeViewSchema>;

/** What a model costs, in USD per million tokens; where and when that was read. */
const modelPriceSchema = z.object({
  input_usd: z.number(),
  cached_input_usd: z.number(),
  output_usd: z.number(),
  /** Per request, and per web search that the vendor makes. */
  request_usd: z.number(),
  search_usd: z.number(),
  source: z.string(),
  as_of: z.string(),
});

export const modelViewSchema = z.object({
  /** `vendor/model`. */
  id: z.string(),
  provider: z.string(),
  title: z.string(),
  /** Whether the platform's own key or address is set, so that it can be called. */
  configured: z.boolean(),
  /** The environment variable that makes it available. */
  variable: z.string(),
  tools: z.boolean(),
  vision: z.boolean(),
  searches: z.boolean(),
  structured_output: z.boolean(),
  context_tokens: z.int(),
  max_output_tokens: z.int(),
  /** Null for unknown; a cap refuses such a model. */
  price: modelPriceSchema.nullable(),
});
export type ModelView = z.infer<typeof modelViewSchema>;

/** How a model of a provider does, as the answering process has seen it since it started. */
export const modelHealthSchema = z.object({
  model: z.string(),
  provider: z.string(),
  region: z.string().nullable(),
  state: healthStateSchema,
  /** When a resting model is tried again. */
  open_until: z.iso.datetime().nullable(),
  first_token_ms: z.object({ p50: z.number(), p95: z.number().nullable() }).nullable(),
  answered: z.int(),
  failed: z.int(),
  last_failure: z.object({ reason: z.string(), at: z.iso.datetime() }).nullable(),
});
export type ModelHealthView = z.infer<typeof modelHealthSchema>;
