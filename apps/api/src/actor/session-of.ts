import { AppError, type TeamId, teamIdSchema } from '@agent-factory/contracts';
import { type AccessClaims, contextFor, resolveActor, verifyAccessToken } from '@agent-factory/services';
import type { FastifyRequest } from 'fastify';
import type { Host } from '../host.ts';
import type { Session } from './session.ts';

/**
 * How long a checked token and a membership are trusted without asking again; row level security looks the
 * membership up in every query all the same. Measurements: docs/decisions/0173.
 */
export const sessionSpanMs = 2_000;

const sessions = new WeakMap<FastifyRequest, Promise<Session>>();

/**
 * Authenticates a request by its bearer token and chooses the team by `x-team-id`. A membership that ends
 * counts within 2 s, a session that is signed out within 3 s. Rejects with `unauthenticated`, or `not_found`
 * for a team that the user is not in.
 */
export function sessionOf(host: Host, request: FastifyRequest): Promise<Session> {
  let session = sessions.get(request);
  if (session === undefined) {
    session = openSession(host, request);
    sessions.set(request, session);
  }
  return session;
}

async function openSession(host: Host, request: FastifyRequest): Promise<Session> {
  const [, token] = /^Bearer +([^\s]+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (token === undefined) {
    throw new AppError('unauthenticated', 'Sign in and send "Authorization: Bearer <access token>".');
  }
  const team = request.headers['x-team-id'];
  const session = await host.sessions.get(`${token} ${team ?? ''}`, () => identify(host, token, team));
  if (session.claims.expiresAt * 1000 <= host.services.clock.now()) {
    throw new AppError('unauthenticated', 'This access token has expired.');
  }
  await requireAlive(host, session.claims);
  return session;
}

async function requireAlive({ localAuth }: Host, claims: AccessClaims): Promise<void> {
  if (localAuth !== null && !(await localAuth.isAlive(claims))) {
    throw new AppError('unauthenticated', 'This session was signed out. Sign in again.');
  }
}

async function identify(host: Host, token: string, team: string | string[] | undefined): Promise<Session> {
  const claims = await verifyAccessToken(token, host.accessTokens);
  await requireAlive(host, claims);
  const teamId = teamIdOf(team);
  const actor = await resolveActor({
    services: host.services,
    input: {
      user_id: claims.userId,
      email: claims.email,
      ...(teamId === undefined ? {} : { team_id: teamId }),
    },
  });
  return { claims, actor, ctx: contextFor(host.services, actor) };
}

function teamIdOf(header: string | string[] | undefined): TeamId | undefined {
  if (header === undefined) return undefined;
  const parsed = teamIdSchema.safeParse(header);
  if (!parsed.success) throw new AppError('not_found', 'There is no such team.');
  return parsed.data;
}
