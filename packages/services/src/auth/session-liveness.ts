import { type Database, withAuthService } from '@agent-factory/db';
import { findSession } from '@agent-factory/db/auth';
import type { Clock } from '@agent-factory/orchestrator';
import type { AuthPrincipal } from './authenticate-session.ts';

const keptMs = 3_000;
const keptAtMost = 10_000;

/** Whether an access token's session is still signed in. */
export type SessionLiveness = (principal: AuthPrincipal) => Promise<boolean>;

/**
 * Asks the session's row, at most once in 3 s per session: a sign-out reaches every request within that
 * time at the price of a map lookup. Concurrent requests of one session share one query.
 */
export function createSessionLiveness({ db, clock }: { db: Database; clock: Clock }): SessionLiveness {
  const known = new Map<string, { until: number; alive: Promise<boolean> }>();
  return ({ userId, sessionId }) => {
    const now = clock.now();
    const key = `${userId}/${sessionId}`;
    const kept = known.get(key);
    if (kept && kept.until > now) return kept.alive;

    const alive = withAuthService(
      db,
      async (tx) => (await findSession(tx, { userId, sessionId })) !== undefined,
    );
    // The oldest go first: a Map keeps the order of insertion.
    known.delete(key);
    known.set(key, { until: now + keptMs, alive });
    for (const oldest of known.keys()) {
      if (known.size <= keptAtMost) break;
      known.delete(oldest);
    }
    // A failed lookup must not be remembered as an answer.
    alive.catch(() => known.delete(key));
    return alive;
  };
}
