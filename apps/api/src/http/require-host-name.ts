import { isIP } from 'node:net';
import { AppError } from '@agent-factory/contracts';
import type { FastifyInstance } from 'fastify';

/** Whether a `host` header names this server: localhost, an address, or one of its names. */
export function isOwnHostName(host: string, names: readonly string[]): boolean {
  const name = (
    host.startsWith('[') ? host.slice(0, host.indexOf(']') + 1) : (host.split(':', 1)[0] ?? '')
  ).toLowerCase();
  return (
    name === 'localhost' ||
    isIP(name.replace(/^\[|\]$/g, '')) !== 0 ||
    names.some((own) => own.toLowerCase() === name)
  );
}

/**
 * Refuses requests under a host name that is not this server's. A page of a stranger can point its own name
 * at 127.0.0.1 (DNS rebinding) and would then count as same-origin with everything that listens there; its
 * requests still carry that name.
 */
export function requireHostName(app: FastifyInstance, names: readonly string[]): void {
  app.addHook('onRequest', async ({ hostname }) => {
    if (isOwnHostName(hostname, names)) return;
    const name = hostname.toLowerCase();
    throw new AppError('invalid_input', `This server is not called "${name}". If it should be, set API_URL.`);
  });
}
