import type { FastifyCorsOptions } from '@fastify/cors';

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
      'x-client-info',
      'x-request-id',
      'x-supabase-api-version',
      'x-team-id',
    ],
    exposedHeaders: [
      'location',
      'preference-applied',
      'retry-after',
      'x-request-id',
      'x-supabase-api-version',
    ],
    maxAge: 600,
  };
}
