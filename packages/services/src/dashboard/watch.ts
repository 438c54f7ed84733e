import type { DashboardChange } from '@agent-factory/contracts';
import { selectRunsMark, withTenantOnce } from '@agent-factory/db';
import { requireScope } from '../access/require-scope.ts';
import { runWakeups } from '../runs/run-wakeups.ts';
import type { ServiceContext } from '../service-context.ts';

/** At most so often; between two looks many runs may end. */
const betweenMs = 1_000;

/**
 * Says when a team's runs have come further: one began, went on or ended, or somebody is asked. What is new is for the
 * listener to read. Ends quietly when the signal aborts.
 */
export async function watchDashboard({
  ctx,
  signal,
}: {
  ctx: ServiceContext;
  signal: AbortSignal;
}): Promise<AsyncGenerator<DashboardChange, void>> {
  requireScope(ctx.actor, 'usage:read');
  const { teamId } = ctx.actor;
  const system = { type: 'system', teamId, reason: 'dashboard' } as const;
  const look = () => withTenantOnce(ctx.db, system, (tx) => selectRunsMark(tx, { teamId }));
  const wakeups = runWakeups(ctx.bus, teamId, ['events', 'waiting', 'finished', 'cancel'], signal);
  const first = await look().catch((error: unknown) => {
    wakeups.close();
    throw error;
  });

  async function* follow(): AsyncGenerator<DashboardChange, void> {
    try {
      let seen = first;
      for (;;) {
        await Promise.all([wakeups.next(), pause(betweenMs, signal)]);
        if (signal.aborted) return;
        const mark = await look();
        if (mark !== seen) yield { changed_at: new Date(ctx.clock.now()).toISOString() };
        seen = mark;
      }
    } finally {
      wakeups.close();
    }
  }
  return follow();
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
