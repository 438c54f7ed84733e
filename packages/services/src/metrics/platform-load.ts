import { type PlatformLoad, selectPlatformLoad } from '@agent-factory/db';
import type { Services } from '../service-context.ts';

export type { PlatformLoad };

/** However often it is scraped, the database counts no more often than this. */
const freshForMs = 5_000;

/**
 * What waits in the queue and how tests end, over all teams, for whoever runs them: the same from each process. Null where
 * the database cannot say, so that the other series are told all the same.
 */
export function watchPlatformLoad({
  db,
  clock,
  onError,
}: Pick<Services, 'db' | 'clock' | 'onError'>): () => Promise<PlatformLoad | null> {
  let last: { at: number; load: Promise<PlatformLoad | null> } | undefined;
  return () => {
    const at = clock.now();
    if (last === undefined || at - last.at >= freshForMs) {
      const load = selectPlatformLoad(db).catch((error: unknown) => {
        onError(error, { part: 'metrics' });
        return null;
      });
      last = { at, load };
    }
    return last.load;
  };
}
