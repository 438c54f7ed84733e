import type { FastifyCorsOptions } from '@fastify/cors';
import { rateHeaderNames } from '../actor/rate-headers.ts';

const stainless = [
  'arch',
  'helper-method',
  'lang',
  'os',
  'package-version',
  'poll-helper',
  'retry-count',
  'runtime',
  'runtime-version',
  'timeout',
].map((name) => `x-stainless-${name}`);

/** Browsers of these origins may call, with a bearer token and never with cookies. */
export function corsOptions(webOrigins: readonly string[]): FastifyCorsOptions {
  return {
    origin: [...webOrigins],
    credentials: false,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
    allowedHeaders: [
      'accept',
      'apikey',
      'authorization',
      'content-type',
      'idempotency-key',
      'last-event-id',
      'prefer',
      'trpc-accept',
      'x-agent-factory-cache',
      'x-agent-factory-max-cost-usd',
      'x-client-info',
      'x-request-id',
      'x-supabase-api-version',
      'x-team-id',
      'x-thread-id',
      // OpenAI's SDK describes itself in every request.
      'openai-organization',
      'openai-project',
      ...stainless,
    ],
    exposedHeaders: [
      'location',
      'preference-applied',
      ...rateHeaderNames,
      'retry-after',
      'x-agent-factory-cache',
      'x-agent-factory-cost-usd',
      'x-agent-factory-model',
      'x-request-id',
      'x-run-id',
      'x-should-retry',
      'x-supabase-api-version',
      'x-thread-id',
    ],
    maxAge: 600,
  };
}
