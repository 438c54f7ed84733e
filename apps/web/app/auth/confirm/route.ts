import type { NextRequest } from 'next/server';
import { z } from 'zod';
import { ownOrigin } from '../../../auth/own-origin.ts';
import { pkceCookie } from '../../../auth/pkce-cookie.ts';
import { needsSecondFactor, secondFactorPath } from '../../../second-factor/needs-second-factor.ts';
import { goTo } from '../../../security/go-to.ts';
import { safePath } from '../../../security/safe-path.ts';
import { type AuthMemory, createAuthClient, type Visitor, visitorOf } from '../../../session/auth-client.ts';
import { cookieName, secureCookie, writeSession } from '../../../session/session-cookies.ts';

const linkTypes = z.enum(['signup', 'invite', 'magiclink', 'recovery', 'email_change', 'email']);
const memorySchema = z.record(z.string(), z.string());

/** Where links in mails and provider sign-ins end: what they carry becomes a session in cookies. */
export async function GET(request: NextRequest): Promise<Response> {
  const query = request.nextUrl.searchParams;
  const session = await sessionOf(
    visitorOf(request),
    query,
    request.cookies.get(cookieName(pkceCookie))?.value,
  );
  if (session === null) return goTo('/sign-in?problem=link');

  const fallback = query.get('type') === 'recovery' ? '/reset-password' : '/agents';
  const next = safePath(query.get('next'), { fallback, origin: await ownOrigin() });
  const response = goTo(needsSecondFactor(session.user) ? secondFactorPath(next) : next);
  writeSession(response.cookies, {
    accessToken: session.access_token,
    refreshToken: session.refresh_token,
  });
  response.cookies.set(cookieName(pkceCookie), '', secureCookie(0));
  return response;
}

/** Mail scanners look with HEAD, which must not spend the link; Next would answer it with GET. */
export function HEAD(): Response {
  return new Response(null);
}

async function sessionOf(visitor: Visitor, query: URLSearchParams, verifier: string | undefined) {
  const tokenHash = query.get('token_hash');
  const type = linkTypes.safeParse(query.get('type'));
  if (tokenHash !== null && type.success) {
    const { data } = await createAuthClient(visitor).verifyOtp({ token_hash: tokenHash, type: type.data });
    return data.session;
  }
  const code = query.get('code');
  if (code === null) return null;
  const { data } = await createAuthClient(visitor, memoryOf(verifier), 'pkce').exchangeCodeForSession(code);
  return data.session;
}

function memoryOf(cookie: string | undefined): AuthMemory {
  try {
    const stored = memorySchema.safeParse(JSON.parse(cookie ?? '{}'));
    return new Map(stored.success ? Object.entries(stored.data) : []);
  } catch {
    return new Map();
  }
}
