import { type DescribedRoute, noBody, none } from '../rest/route.ts';
import {
  chatCompletionChunkSchema,
  chatCompletionSchema,
  chatHeadersSchema,
  chatRequestSchema,
  embeddingsHeadersSchema,
  embeddingsRequestSchema,
  embeddingsSchema,
  gatewayErrorSchema,
  gatewayModelPath,
  gatewayModelSchema,
  gatewayModelsSchema,
} from './gateway-schemas.ts';

const common = { access: 'team', tag: 'Gateway', query: none, refusal: gatewayErrorSchema } as const;
const callProblems = [
  'invalid_input',
  'payload_too_large',
  'unsupported_media_type',
  'cost_ceiling',
  'rate_limited',
  'quota_exceeded',
  'provider_failed',
  'no_model_available',
  'unavailable',
  'timed_out',
] as const;
const callHeaders = ['x-request-id', 'x-agent-factory-model', 'x-agent-factory-cost-usd'];

/** What the gateway serves before the framework, for the API description and for tests that go through all routes. */
export const gatewayRoutes: readonly DescribedRoute[] = [
  {
    ...common,
    method: 'POST',
    path: '/v1/chat/completions',
    operationId: 'createChatCompletion',
    summary: 'Ask a model or an agent, as OpenAI’s API does',
    description:
      'For any client of OpenAI’s API, with an API key or an access token as its key. `model` is `auto` (the cheapest capable model), `auto:<task>`, `<vendor>/<model>` or `agent:<name>`, which runs an agent of the team. A stream that breaks off ends with an error event and never with `[DONE]`.',
    params: none,
    headers: chatHeadersSchema,
    body: chatRequestSchema,
    answers: {
      200: {
        description: 'The answer; with `stream` its chunks, then `[DONE]`.',
        schema: chatCompletionSchema,
        events: chatCompletionChunkSchema,
        headers: [...callHeaders, 'x-agent-factory-cache', 'x-run-id', 'x-thread-id'],
      },
    },
    problems: [
      ...callProblems,
      'spec_not_runnable',
      'purchase_required',
      'conflict',
      'idempotency_mismatch',
      'invariant_violated',
      'limit_exceeded',
      'cancelled',
    ],
  },
  {
    ...common,
    method: 'POST',
    path: '/v1/embeddings',
    operationId: 'createEmbeddings',
    summary: 'Turn texts into vectors, as OpenAI’s API does',
    params: none,
    headers: embeddingsHeadersSchema,
    body: embeddingsRequestSchema,
    answers: {
      200: { description: 'One vector per text.', schema: embeddingsSchema, headers: callHeaders },
    },
    problems: callProblems,
  },
  {
    ...common,
    method: 'GET',
    path: '/v1/models',
    operationId: 'listGatewayModels',
    summary: 'List what can be named as `model`',
    params: none,
    body: noBody,
    answers: { 200: { description: 'Models and agents.', schema: gatewayModelsSchema } },
    problems: [],
  },
  {
    ...common,
    method: 'GET',
    path: '/v1/models/{id}',
    operationId: 'getGatewayModel',
    summary: 'Read one of them',
    params: gatewayModelPath,
    body: noBody,
    answers: { 200: { description: 'It is there.', schema: gatewayModelSchema } },
    problems: [],
  },
];
