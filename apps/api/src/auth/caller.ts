import { isAppError } from '@agent-factory/contracts';
import {
  type AccessTokenRules,
  type AuthClient,
  AuthError,
  type AuthPrincipal,
  verifyAccessToken,
} from '@agent-factory/services';
import type { FastifyRequest } from 'fastify';
import { rememberedAddress } from '../actor/remember-address.ts';

/** From where a request comes. */
export function clientOf(request: FastifyRequest): AuthClient {
  return { ip: rememberedAddress(request), userAgent: request.headers['user-agent']?.slice(0, 512) ?? null };
}

export function bearerOf(request: FastifyRequest): string {
  const [, token] = /^Bearer +([^\s]+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (!token) throw new AuthError('no_authorization', 'This endpoint requires a valid Bearer token');
  return token;
}

/** Who the bearer token speaks for; whether its session still lives is the verb's question. */
export async function principalOf(request: FastifyRequest, rules: AccessTokenRules): Promise<AuthPrincipal> {
  try {
    const { userId, sessionId } = await verifyAccessToken(bearerOf(request), rules);
    return { userId, sessionId };
  } catch (error) {
    if (!isAppError(error) || error.code !== 'unauthenticated') throw error;
    throw new AuthError('bad_jwt', 'invalid JWT: unable to parse or verify signature', { cause: error });
  }
}
