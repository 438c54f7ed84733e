import type { CallObserver } from '@agent-factory/llm';

/** Several observers as one. */
export function observeWithAll(observers: readonly CallObserver[]): CallObserver {
  const [only] = observers;
  if (only !== undefined && observers.length === 1) return only;
  return {
    started(call) {
      const watches = observers.map((observer) => observer.started(call));
      const listeners = watches.filter((watch) => watch.said !== undefined);
      return {
        attempt(record) {
          for (const watch of watches) watch.attempt(record);
        },
        ...(listeners.length > 0 && {
          said(event) {
            for (const watch of listeners) watch.said?.(event);
          },
        }),
        ended(result) {
          for (const watch of watches) watch.ended(result);
        },
      };
    },
    breaker(change) {
      for (const observer of observers) observer.breaker(change);
    },
  };
}
