import type { IncomingHttpHeaders } from 'node:http';
import { AppError, isAppError, type TeamId, teamIdSchema } from '@agent-factory/contracts';
import {
  type AccessClaims,
  authenticateApiKey,
  contextFor,
  type EnteredTeam,
  enterTeam,
  looksLikeKey,
  requireAddress,
  type SessionState,
  verifyAccessToken,
} from '@agent-factory/services';
import type { Host } from '../host.ts';
import type { Session } from './session.ts';

/**
 * How long a checked token, a key and a membership are trusted without asking again; the policies look key and
 * membership up in every query all the same. Measurements: docs/decisions/0173.
 */
export const sessionSpanMs = 2_000;

type Door = Pick<Host, 'services' | 'accessTokens' | 'sessions' | 'sessionStates' | 'keyGuesses'>;

/**
 * Who calls: a user by an access token, in the team of `x-team-id`, or an API key, as bearer or `x-api-key`, in
 * its own, from the address of the client. A membership or key that ends counts within 2 s, a session that is signed
 * out too. Rejects with `unauthenticated`, `second_factor_required`, `not_found` for a team that the caller is not in, or
 * `forbidden` for a key that is not for this address.
 */
export async function identify(door: Door, headers: IncomingHttpHeaders, address: string): Promise<Session> {
  const credential = credentialOf(headers);
  const team = headers['x-team-id'];
  const session = await door.sessions.get(`${credential} ${team ?? ''}`, () =>
    looksLikeKey(credential)
      ? identifyKey(door, credential, team, address)
      : identifyUser(door, credential, team),
  );
  if (session.expiresAt !== null && session.expiresAt <= door.services.clock.now()) {
    throw new AppError(
      'unauthenticated',
      `This ${session.claims === null ? 'API key' : 'access token'} has expired.`,
    );
  }
  if (session.actor.type === 'apiKey') {
    requireAddress({ name: session.actor.name, ipAllow: session.ipAllow }, address);
  }
  if (session.claims !== null)
    await requireSession(door, session.claims, credential, session.secondFactorFrom);
  return session;
}

/** The token or key that a request carries. Throws `unauthenticated` where it carries none. */
export function credentialOf(headers: IncomingHttpHeaders): string {
  const [, bearer] = /^Bearer +([^\s]+)$/i.exec(headers.authorization ?? '') ?? [];
  const apiKey = headers['x-api-key'];
  if (bearer !== undefined) return bearer;
  if (typeof apiKey === 'string' && looksLikeKey(apiKey)) return apiKey;
  throw new AppError(
    'unauthenticated',
    'Sign in and send "Authorization: Bearer <access token>", or send an API key the same way.',
  );
}

async function identifyKey(
  door: Door,
  key: string,
  team: string | string[] | undefined,
  address: string,
): Promise<Session> {
  door.keyGuesses.requireRoom(address);
  const { actor, expiresAt, ipAllow } = await authenticateApiKey({
    services: door.services,
    key,
    address,
  }).catch(async (error: unknown) => {
    if (isAppError(error) && error.code === 'unauthenticated') await door.keyGuesses.count(address);
    throw error;
  });
  const wanted = teamIdOf(team);
  if (wanted !== undefined && wanted !== actor.teamId) throw noSuchTeam();
  return {
    claims: null,
    secondFactorFrom: null,
    actor,
    ctx: contextFor(door.services, actor),
    expiresAt,
    ipAllow,
  };
}

async function identifyUser(
  door: Door,
  token: string,
  team: string | string[] | undefined,
): Promise<Session> {
  const claims = await verifyAccessToken(token, door.accessTokens);
  // Both are asked at once; where both refuse, the session's refusal is told.
  const session = requireSession(door, claims, token, null);
  const [, entered] = await Promise.allSettled([session, inTeam(door, claims, team, session)]);
  await session;
  if (entered.status === 'rejected') throw entered.reason;
  const { actor, secondFactorFrom } = entered.value;
  return {
    claims,
    secondFactorFrom,
    actor,
    ctx: contextFor(door.services, actor),
    expiresAt: claims.expiresAt * 1000,
    ipAllow: null,
  };
}

async function inTeam(
  { services }: Door,
  { userId, email }: AccessClaims,
  team: string | string[] | undefined,
  session: Promise<void>,
): Promise<EnteredTeam> {
  const teamId = teamIdOf(team);
  const input = { user_id: userId, email, ...(teamId === undefined ? {} : { team_id: teamId }) };
  return enterTeam({ services, input, session });
}

/**
 * A session that lives, and that showed two factors where the account has two or the team asks for them from
 * `demandedFrom` on (milliseconds since the epoch). Both must say so, the token and its session: the token may be from
 * before the second factor was shown, the session from after it was removed.
 */
async function requireSession(
  { sessionStates, services }: Door,
  claims: AccessClaims,
  accessToken: string,
  demandedFrom: number | null,
): Promise<void> {
  const { userId, sessionId, aal } = claims;
  const state = (await sessionStates?.({ userId, sessionId, aal, accessToken })) ?? tokenAlone;
  if (!state.alive) throw new AppError('unauthenticated', 'This session was signed out. Sign in again.');
  if (state.raised && aal === 'aal2') return;
  if (state.hasSecondFactor) {
    throw new AppError(
      'second_factor_required',
      'This account has a second factor. Verify a code of your authenticator app or a recovery code first.',
    );
  }
  if (demandedFrom !== null && demandedFrom <= services.clock.now()) {
    throw new AppError(
      'second_factor_required',
      'This team asks its members for a second factor. Set one up in Settings, under Security, then come back.',
    );
  }
}

/** Where nobody can be asked about a session, its token speaks for it. */
const tokenAlone: SessionState = { alive: true, raised: true, hasSecondFactor: false };

function teamIdOf(header: string | string[] | undefined): TeamId | undefined {
  if (header === undefined) return undefined;
  const parsed = teamIdSchema.safeParse(header);
  if (!parsed.success) throw noSuchTeam();
  return parsed.data;
}

function noSuchTeam(): AppError {
  return new AppError('not_found', 'There is no such team.');
}
