import { type Database, withAuthService } from '@agent-factory/db';
import { readSessionState, seeSession } from '@agent-factory/db/auth';
import type { Clock } from '@agent-factory/orchestrator';
import type { AuthPrincipal } from './authenticate-session.ts';
import { rememberStates } from './remember-states.ts';

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

const keptMs = 1_500;
/** A session that is at work all day is written once a minute. */
const seenEveryMs = 60_000;

/**
 * Asks the session's row, at most once in 1.5 s per session: a sign-out reaches every request within 2 s at the price of
 * a map lookup. Concurrent requests of one session share one query. Notes when the session was last seen.
 */
export function createSessionStates({ db, clock }: { db: Database; clock: Clock }): SessionStates {
  return rememberStates({ clock, keptMs }, ({ userId, sessionId }) =>
    withAuthService(db, async (tx) => {
      const row = await readSessionState(tx, { userId, sessionId });
      if (row === undefined) return { alive: false, raised: false, hasSecondFactor: false };
      const now = clock.now();
      if (now - row.last_seen_at.getTime() >= seenEveryMs) await seeSession(tx, sessionId, new Date(now));
      return { alive: true, raised: row.aal === 'aal2', hasSecondFactor: row.has_second_factor };
    }),
  );
}
