import type { Clock } from '@agent-factory/orchestrator';
import type { SessionState, SessionStates } from './session-state.ts';

const keptAtMost = 10_000;

/** Asks for each session at most once in `keptMs`; requests that arrive meanwhile share the question. */
export function rememberStates(
  { clock, keptMs }: { clock: Clock; keptMs: number },
  ask: SessionStates,
): SessionStates {
  const known = new Map<string, { until: number; state: Promise<SessionState> }>();
  return (principal) => {
    const now = clock.now();
    // By level too: what was heard before the second factor was shown says nothing of the token that came of it.
    const key = `${principal.userId}/${principal.sessionId}/${principal.aal}`;
    const kept = known.get(key);
    if (kept && kept.until > now) return kept.state;

    const state = ask(principal);
    // The oldest go first: a Map keeps the order of insertion.
    known.delete(key);
    const entry = { until: now + keptMs, state };
    known.set(key, entry);
    for (const oldest of known.keys()) {
      if (known.size <= keptAtMost) break;
      known.delete(oldest);
    }
    // A failed lookup must not be remembered as an answer.
    state.catch(() => {
      if (known.get(key) === entry) known.delete(key);
    });
    return state;
  };
}
