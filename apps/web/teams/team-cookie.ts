import { isId, type TeamId } from '@agent-factory/contracts';
import { cookieName, secureCookie } from '../session/session-cookies.ts';

interface CookieReader {
  get(name: string): { value: string } | undefined;
}
interface CookieWriter {
  set(name: string, value: string, options: ReturnType<typeof secureCookie>): unknown;
}

const yearSeconds = 31_536_000;

/** The team that pages open in; null for the personal one. A wish alone: the API asks for the membership each time. */
export function readTeam(cookies: CookieReader): TeamId | null {
  const value = cookies.get(cookieName('af-team'))?.value;
  return isId('team', value) ? value : null;
}

export function writeTeam(cookies: CookieWriter, teamId: TeamId): void {
  cookies.set(cookieName('af-team'), teamId, secureCookie(yearSeconds));
}

export function clearTeam(cookies: CookieWriter): void {
  cookies.set(cookieName('af-team'), '', secureCookie(0));
}

/**
 * Takes `team` out of the query of a call that a page makes: the team that the page shows, so that a tab that was left
 * open goes on in its own when another is chosen elsewhere. Null for a page of no team.
 */
export function takeTeam(query: URLSearchParams): TeamId | null {
  const value = query.get('team');
  query.delete('team');
  return isId('team', value) ? value : null;
}
