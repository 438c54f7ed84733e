import type { CallObserver, CallWatch } from '@agent-factory/llm';

export interface LateObserver extends CallObserver {
  /** Resolves once everything heard so far has been passed on; loads the observer if nothing did before. */
  loaded(): Promise<void>;
  /** Resolves when a load that something began is over; begins none. */
  settled(): Promise<void>;
}

/**
 * An observer whose code is fetched at the first call. What is heard until then is kept and passed on in its order,
 * so that a process that serves no call pays for no instruments.
 */
export function loadObserverLater(
  load: () => Promise<CallObserver>,
  options: { hearsWhatIsSaid: boolean; onError(error: unknown): void },
): LateObserver {
  let observer: CallObserver | null = null;
  let loading: Promise<void> | null = null;
  let kept: ((to: CallObserver) => void)[] = [];

  function start(): Promise<void> {
    loading ??= load().then(
      (loaded) => {
        observer = loaded;
        for (const pass of kept) pass(loaded);
        kept = [];
      },
      (error: unknown) => {
        observer = silent;
        kept = [];
        options.onError(error);
      },
    );
    return loading;
  }

  function pass(what: (to: CallObserver) => void): void {
    if (observer !== null) {
      what(observer);
      return;
    }
    kept.push(what);
    void start();
  }

  return {
    loaded: start,
    settled: async () => loading ?? undefined,
    breaker: (change) => pass((to) => to.breaker(change)),
    started(call) {
      if (observer !== null) return observer.started(call);
      let watch: CallWatch | undefined;
      pass((to) => {
        watch = to.started(call);
      });
      return {
        attempt: (record) => pass(() => watch?.attempt(record)),
        ended: (result) => pass(() => watch?.ended(result)),
        ...(options.hearsWhatIsSaid && { said: (event) => pass(() => watch?.said?.(event)) }),
      };
    },
  };
}

const silent: CallObserver = { started: () => ({ attempt() {}, ended() {} }), breaker() {} };
