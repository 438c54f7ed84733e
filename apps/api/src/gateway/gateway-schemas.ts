import { errorCodes, threadIdSchema } from '@agent-factory/contracts';
import { z } from 'zod';

/*
 * For the API description alone: the gateway itself reads bodies by hand. Only what is particular here is described
 * in full; the rest is as https://platform.openai.com/docs/api-reference says.
 */

const ceiling = {
  'x-agent-factory-max-cost-usd': z.string().optional().describe('What this call may cost at most.'),
};

export const chatHeadersSchema = z.object({
  ...ceiling,
  'x-agent-factory-cache': z
    .enum(['on', 'off'])
    .optional()
    .describe('Answer from the team’s cache, and fill it.'),
  'x-thread-id': threadIdSchema
    .optional()
    .describe('With an agent: goes on in this thread; a new one if left out.'),
  'idempotency-key': z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('With an agent: the same key is the same run.'),
});
export const embeddingsHeadersSchema = z.object(ceiling);
export const gatewayModelPath = z.object({ id: z.string() });

const messageSchema = z.looseObject({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
  content: z.union([z.string(), z.array(z.looseObject({ type: z.string() }))]).nullish(),
});

export const chatRequestSchema = z.looseObject({
  model: z.string(),
  messages: z.array(messageSchema).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  stop: z.union([z.string(), z.array(z.string()).max(4)]).nullish(),
  seed: z.int().nullish(),
  n: z.literal(1).nullish(),
  reasoning_effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh']).nullish(),
  tools: z
    .array(z.looseObject({ type: z.literal('function') }))
    .max(128)
    .nullish(),
  tool_choice: z.union([z.enum(['auto', 'none', 'required']), z.looseObject({})]).nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  response_format: z.looseObject({ type: z.enum(['text', 'json_object', 'json_schema']) }).nullish(),
});

const usageSchema = z.looseObject({
  prompt_tokens: z.int(),
  completion_tokens: z.int(),
  total_tokens: z.int(),
});
/** The one field that OpenAI's answers do not have. */
const agentFactorySchema = z.looseObject({
  model: z.string(),
  provider: z.string(),
  cost_usd: z.number().nullable(),
  cached: z.boolean(),
  estimated: z.boolean(),
});
const answered = {
  id: z.string(),
  created: z.int(),
  model: z.string(),
  choices: z.array(z.looseObject({ index: z.int(), finish_reason: z.string().nullable() })),
};

export const chatCompletionSchema = z.looseObject({
  ...answered,
  object: z.literal('chat.completion'),
  usage: usageSchema,
  agent_factory: agentFactorySchema,
});
export const chatCompletionChunkSchema = z.looseObject({
  ...answered,
  object: z.literal('chat.completion.chunk'),
  usage: usageSchema.optional(),
});

export const embeddingsRequestSchema = z.object({
  model: z.string(),
  input: z.union([z.string(), z.array(z.string()).min(1).max(2_048)]),
  encoding_format: z.enum(['float', 'base64']).optional(),
  dimensions: z.int().min(1).optional(),
  user: z.string().optional(),
});
export const embeddingsSchema = z.looseObject({
  object: z.literal('list'),
  data: z.array(z.object({ object: z.literal('embedding'), index: z.int(), embedding: z.unknown() })),
  model: z.string(),
  usage: z.object({ prompt_tokens: z.int(), total_tokens: z.int() }),
});

export const gatewayModelSchema = z.object({
  id: z.string(),
  object: z.literal('model'),
  created: z.int(),
  owned_by: z.string(),
});
export const gatewayModelsSchema = z.object({ object: z.literal('list'), data: z.array(gatewayModelSchema) });

export const gatewayErrorSchema = z.object({
  error: z.object({
    message: z.string(),
    type: z.string(),
    param: z.string().nullable(),
    code: z.enum([...errorCodes, 'method_not_allowed', 'unsupported_media_type']),
    request_id: z.string(),
  }),
});
