import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Host } from '../host.ts';
import { admit } from './admit.ts';
import type { Session } from './session.ts';

const sessions = new WeakMap<FastifyRequest, Promise<Session>>();
const headersOf = new WeakMap<FastifyRequest, Readonly<Record<string, string>>>();

/** Lets a request in, once however often it is asked; see `admit`. */
export function sessionOf(
  host: Host,
  request: FastifyRequest,
  door: 'api' | 'app' = 'api',
): Promise<Session> {
  let session = sessions.get(request);
  if (session === undefined) {
    const { headers, raw, id: requestId } = request;
    session = admit(host, { headers, address: host.addressOf(raw), requestId, door }, (told) =>
      headersOf.set(request, told),
    );
    sessions.set(request, session);
  }
  return session;
}

/** Every answer to a request that was counted says so, refusals too. */
export function tellRates(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply) => {
    const headers = headersOf.get(request);
    if (headers !== undefined) reply.headers(headers);
  });
}
