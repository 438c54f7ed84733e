import { type Database, withAuthServiceOnce } from '@agent-factory/db';
import { seeSession } from '@agent-factory/db/auth';
import type { Clock } from '@agent-factory/orchestrator';
import { rememberStates } from './remember-states.ts';
import type { SessionStates } from './session-state.ts';

const keptMs = 1_500;
/** A session that is at work all day is written once a minute. */
const seenEveryMs = 60_000;

/**
 * Asks the session's row, at most once in 1.5 s per session: a sign-out reaches every request within 2 s at the price of
 * a map lookup. Concurrent requests of one session share one query. Notes when the session was last seen.
 */
export function createSessionStates({ db, clock }: { db: Database; clock: Clock }): SessionStates {
  return rememberStates({ clock, keptMs }, async ({ userId, sessionId }) => {
    const now = clock.now();
    const noted = new Date(now - seenEveryMs);
    const row = await withAuthServiceOnce(db, (tx) =>
      seeSession(tx, { userId, sessionId, now: new Date(now), noted }),
    );
    if (row === undefined) return { alive: false, raised: false, hasSecondFactor: false };
    return { alive: true, raised: row.aal === 'aal2', hasSecondFactor: row.hasSecondFactor };
  });
}
