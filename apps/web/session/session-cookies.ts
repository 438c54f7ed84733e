import { webEnv } from '../env.ts';

/** The tokens of one signed-in browser. They never reach its scripts. */
export interface WebSession {
  accessToken: string;
  refreshToken: string;
}

const thirtyDaysSeconds = 2_592_000;

interface CookieReader {
  get(name: string): { value: string } | undefined;
}
interface CookieWriter {
  set(
    name: string,
    value: string,
    options: { httpOnly: boolean; sameSite: 'lax'; secure: boolean; path: string; maxAge: number },
  ): unknown;
}

/** `__Host-` binds a cookie to this very host over HTTPS; browsers refuse it on plain HTTP, hence not locally. */
export function cookieName(name: string): string {
  return webEnv().mode === 'production' ? `__Host-${name}` : name;
}

export function secureCookie(maxAge: number) {
  return {
    httpOnly: true,
    sameSite: 'lax' as const,
    secure: webEnv().mode === 'production',
    path: '/',
    maxAge,
  };
}

export function readSession(cookies: CookieReader): WebSession | null {
  const refreshToken = cookies.get(cookieName('af-refresh'))?.value;
  if (!refreshToken) return null;
  return { accessToken: cookies.get(cookieName('af-access'))?.value ?? '', refreshToken };
}

export function writeSession(cookies: CookieWriter, session: WebSession): void {
  cookies.set(cookieName('af-access'), session.accessToken, secureCookie(thirtyDaysSeconds));
  cookies.set(cookieName('af-refresh'), session.refreshToken, secureCookie(thirtyDaysSeconds));
}

/** Lets what answers this request see the new tokens already. */
export function carrySession(
  cookies: { set(name: string, value: string): unknown },
  session: WebSession,
): void {
  cookies.set(cookieName('af-access'), session.accessToken);
  cookies.set(cookieName('af-refresh'), session.refreshToken);
}

export function clearSession(cookies: CookieWriter): void {
  cookies.set(cookieName('af-access'), '', secureCookie(0));
  cookies.set(cookieName('af-refresh'), '', secureCookie(0));
}
