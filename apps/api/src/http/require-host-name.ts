import { isIP } from 'node:net';
import { AppError } from '@agent-factory/contracts';
import type { FastifyInstance } from 'fastify';

/**
 * Refuses requests under a host name that is not this server's. A page of a stranger can point its own name
 * at 127.0.0.1 (DNS rebinding) and would then count as same-origin with everything that listens there; its
 * requests still carry that name.
 */
export function requireHostName(app: FastifyInstance, names: readonly string[]): void {
  const own = new Set(['localhost', ...names.map((name) => name.toLowerCase())]);
  app.addHook('onRequest', async ({ hostname }) => {
    const name = hostname.toLowerCase();
    if (own.has(name) || isIP(name.replace(/^\[|\]$/g, '')) !== 0) return;
    throw new AppError('invalid_input', `This server is not called "${name}". If it should be, set API_URL.`);
  });
}
