import type { Visitor } from './auth-client.ts';
import { refreshSession } from './refresh-session.ts';
import type { WebSession } from './session-cookies.ts';
import { tokenExpiry } from './token-expiry.ts';

/** Refreshed this long before the access token ends, so that none expires on its way to the API. */
const leadMs = 60_000;

/** What to do with the session that a request carried, and with its cookies. */
export type CurrentSession =
  | { state: 'none'; session: null }
  | { state: 'valid'; session: WebSession }
  /** Cookies have to be set anew. */
  | { state: 'refreshed'; session: WebSession }
  /** Cookies have to be cleared. */
  | { state: 'ended'; session: null };

export async function currentSession(
  carried: WebSession | null,
  visitor: Visitor,
  { now = Date.now(), patienceMs = 4_000 }: { now?: number; patienceMs?: number } = {},
): Promise<CurrentSession> {
  if (carried === null) return { state: 'none', session: null };
  if (tokenExpiry(carried.accessToken) - now > leadMs) return { state: 'valid', session: carried };
  const result = await refreshSession(carried.refreshToken, visitor, patienceMs);
  switch (result.outcome) {
    case 'refreshed':
      return { state: 'refreshed', session: result.session };
    case 'ended':
      return { state: 'ended', session: null };
    case 'unavailable':
      // Not the visitor's fault: keep what there is; the API says whether it still counts.
      return { state: 'valid', session: carried };
  }
}
