import type { FastifyRequest } from 'fastify';
import type { Host } from '../host.ts';
import { identify } from './identify.ts';
import type { Session } from './session.ts';

const sessions = new WeakMap<FastifyRequest, Promise<Session>>();

/** Identifies the caller of a request, once however often it is asked; see `identify`. */
export function sessionOf(host: Host, request: FastifyRequest): Promise<Session> {
  let session = sessions.get(request);
  if (session === undefined) {
    session = identify(host, request.headers);
    sessions.set(request, session);
  }
  return session;
}
