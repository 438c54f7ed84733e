import type { ObservedInvariant } from '../observation.ts';
import { found, GraderError, type Outcome, type Scene, undecided } from './outcome.ts';

/**
 * Whether an invariant passed when it was last looked at: one that asked for a retry and then passed has held. Not
 * decided where it was never looked at, since then nothing was shown.
 */
export function invariantHeld({ id }: { id: string | null }, { observation }: Scene): Outcome {
  const last = new Map<string, ObservedInvariant['verdict']>();
  for (const look of observation.invariants) {
    if (id === null || look.id === id) last.set(look.id, look.verdict);
  }
  const named = (verdict: ObservedInvariant['verdict']) =>
    [...last].filter(([, each]) => each === verdict).map(([each]) => each);
  const violated = named('violated');
  if (violated.length > 0) return found(false, `Violated: ${violated.join(', ')}.`);
  const broken = named('error');
  if (broken.length > 0) throw new GraderError(`Could not be checked: ${broken.join(', ')}.`);
  if (last.size === 0) {
    return undecided(id === null ? 'No invariant was checked.' : `The invariant “${id}” was never checked.`);
  }
  return found(true, `Held: ${named('passed').join(', ')}.`);
}
