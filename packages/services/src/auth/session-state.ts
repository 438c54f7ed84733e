import type { AuthPrincipal } from './authenticate-session.ts';

/** What an access token cannot know about its own session. */
export interface SessionState {
  /** False once it was signed out or revoked. */
  alive: boolean;
  /** Whether two factors were shown in it. */
  raised: boolean;
  /** Whether its user has a second factor that counts, so that one alone is not enough. */
  hasSecondFactor: boolean;
}

/** The state of an access token's session, as it was a moment ago at most. */
export type SessionStates = (
  principal: AuthPrincipal & { accessToken: string; aal: string },
) => Promise<SessionState>;
