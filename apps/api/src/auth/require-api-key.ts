import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

/** Refuses calls without the project's public key, in the words of the gateway before Supabase Auth. */
export function requireApiKey(app: FastifyInstance, anonKey: string): void {
  const expected = digest(anonKey);
  app.addHook('onRequest', async (request, reply) => {
    const { apikey } = request.headers;
    if (typeof apikey !== 'string' || apikey === '') {
      return reply.code(401).send({
        message: 'No API key found in request',
        hint: 'No `apikey` request header or url param was found.',
      });
    }
    if (!timingSafeEqual(digest(apikey), expected)) {
      return reply.code(401).send({
        message: 'Invalid API key',
        hint: 'Double check your Supabase `anon` or `service_role` API key.',
      });
    }
  });
}

function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
