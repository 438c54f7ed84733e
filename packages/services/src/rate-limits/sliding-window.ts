import { windowMs } from './plan-rates.ts';
import type { RateDecision } from './rate-limits.ts';

/** How finely the window slides. A subject takes at most as many numbers as this, whatever its limit. */
export const slices = 60;
export const sliceMs = windowMs / slices;

/** Requests by slice, oldest first: `[slice, count, slice, count, …]`. */
type Counts = number[];

/**
 * Counts in memory how many requests each subject made in the last minute. A slice of which a part is more than a minute
 * old still counts in full, so that in no minute, wherever it begins, more than the limit is let in; the price is that
 * room comes back up to one slice late.
 */
export function createSlidingWindow({
  maxSubjects,
  now,
}: {
  /** Those not heard of for longest are forgotten first. */
  maxSubjects: number;
  /** Milliseconds, never running backwards. */
  now(): number;
}): { hit(subject: string, limit: number): RateDecision; size(): number } {
  const known = new Map<string, Counts>();
  return {
    hit(subject, limit) {
      const at = now();
      const slice = Math.floor(at / sliceMs);
      const counts = known.get(subject) ?? [];
      const used = dropOld(counts, slice);
      const admitted = used < limit;
      if (admitted) add(counts, slice);
      // A Map keeps the order of insertion, so the first subject is the one not heard of for longest.
      known.delete(subject);
      known.set(subject, counts);
      if (known.size > maxSubjects) forgetOldest(known);
      const oldest = counts[0] ?? slice;
      return {
        admitted,
        limit,
        remaining: Math.max(0, limit - used - (admitted ? 1 : 0)),
        resetMs: (oldest + slices + 1) * sliceMs - at,
      };
    },
    size: () => known.size,
  };
}

/** Takes out what is wholly older than the window; answers with how many requests are left. */
function dropOld(counts: Counts, slice: number): number {
  let used = 0;
  let gone = 0;
  for (let place = 0; place < counts.length; place += 2) {
    if ((counts[place] ?? 0) < slice - slices) gone = place + 2;
    else used += counts[place + 1] ?? 0;
  }
  if (gone > 0) counts.splice(0, gone);
  return used;
}

function add(counts: Counts, slice: number): void {
  const last = counts.length - 2;
  if (counts[last] === slice) counts[last + 1] = (counts[last + 1] ?? 0) + 1;
  else counts.push(slice, 1);
}

function forgetOldest(known: Map<string, Counts>): void {
  for (const oldest of known.keys()) {
    known.delete(oldest);
    return;
  }
}
