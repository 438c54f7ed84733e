import { isCancelRequested, touchRun, withTenant } from '@agent-factory/db';
import type { Services } from '../../service-context.ts';
import { type Lease, LeaseLost } from './lease.ts';
import type { RunTimings } from './run-timings.ts';

/**
 * Signs of life of a run at work, each in a short transaction of its own that also reads whether someone
 * asked to cancel; an announced request is read at once. Announcements do not reach every process (without Redis they
 * stay in their own), so between two signs of life the request alone is looked for. Returns how to stop.
 */
export function startHeartbeat(
  services: Pick<Services, 'db' | 'bus' | 'clock'>,
  lease: Lease,
  timings: RunTimings,
  on: { cancel: () => void; lost: (error: unknown) => void },
): () => void {
  let stopped = false;
  let beating = false;
  let lastSuccess = services.clock.now();

  async function beat(): Promise<void> {
    if (beating || stopped) return;
    beating = true;
    try {
      const found = await withTenant(services.db, lease.actor, (tx) => touchRun(tx, lease));
      lastSuccess = services.clock.now();
      if (stopped) return;
      if (found === undefined) on.lost(new LeaseLost(lease));
      else if (found.cancelRequested) on.cancel();
    } catch (error) {
      // One that failed may be followed by one that does not; once others may take over, this one must stop.
      if (!stopped && services.clock.now() - lastSuccess >= timings.deadAfterMs) on.lost(error);
    } finally {
      beating = false;
    }
  }

  let looking = false;
  async function look(): Promise<void> {
    if (looking || beating || stopped) return;
    looking = true;
    try {
      const requested = await withTenant(services.db, lease.actor, (tx) => isCancelRequested(tx, lease));
      if (requested && !stopped) on.cancel();
    } catch {
      // The signs of life say when the database is gone for too long.
    } finally {
      looking = false;
    }
  }

  const timer = setInterval(() => void beat(), timings.heartbeatMs);
  const { cancelLookMs } = timings;
  const looks = cancelLookMs > 0 ? setInterval(() => void look(), cancelLookMs) : undefined;
  const unsubscribe = services.bus.subscribe(lease.runId, ({ kind }) => {
    if (kind === 'cancel') void beat();
  });
  return () => {
    stopped = true;
    clearInterval(timer);
    clearInterval(looks);
    unsubscribe();
  };
}
