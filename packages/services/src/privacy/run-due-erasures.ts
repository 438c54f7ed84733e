import { claimErasure, openErasures } from '@agent-factory/db/privacy';
import { type ErasureParts, performErasure } from './perform-erasure.ts';

/** Longer than any step takes; each step renews it. */
const claimSeconds = 600;
const batch = 100;

/**
 * Erases people and teams whose time is over, and goes on where a process before died. Any number of processes may do
 * this at once: each erasure is one's at a time.
 */
export async function runDueErasures({ services }: { services: ErasureParts }): Promise<number> {
  await openErasures(services.db, batch);
  let finished = 0;
  for (let tried = 0; tried < batch; tried += 1) {
    const claimed = await claimErasure(services.db, { spanSeconds: claimSeconds, subject: null });
    if (claimed === undefined) break;
    try {
      if (await performErasure({ services, claimed })) finished += 1;
      // One that cannot go on yet would be taken up again at once.
      else break;
    } catch (error) {
      // Its claim ends by itself, so that one that always fails keeps nobody else waiting.
      services.onError(error, { job: 'erase', erasure_id: claimed.id });
    }
  }
  return finished;
}
