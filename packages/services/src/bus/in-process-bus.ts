import type { AnnouncedRun, RunBus, RunSignal } from './run-bus.ts';

/**
 * The bus of one process. `pollMs` can be long where API and worker share the process (all announcements
 * arrive) and must be short where they do not (none from the other process does).
 */
export function createInProcessBus({ pollMs }: { pollMs: number }): RunBus {
  const listeners = new Map<AnnouncedRun, Set<(signal: RunSignal) => void>>();

  return {
    pollMs,
    redisConnected: null,

    announce(signal) {
      // A copy, since a listener may unsubscribe itself or others while it is called.
      for (const listener of [...(listeners.get(signal.runId) ?? [])]) listener(signal);
    },

    subscribe(runId, listener) {
      const own = (signal: RunSignal): void => listener(signal);
      const set = listeners.get(runId) ?? new Set();
      set.add(own);
      listeners.set(runId, set);
      return () => {
        set.delete(own);
        if (set.size === 0 && listeners.get(runId) === set) listeners.delete(runId);
      };
    },

    async close() {
      listeners.clear();
    },
  };
}
