/** Gathers what is to be written, so that one statement writes what came up within `coalesceMs`. */
export interface Batches<T> {
  /** Resolves once it is taken up; waits where `most` are waiting already. Rejects once a write has failed. */
  add(item: T): Promise<void>;
  /** Resolves once all of it is durable. */
  flush(): Promise<void>;
}

export function createBatches<T>({
  coalesceMs,
  most,
  write,
}: {
  coalesceMs: number;
  most: number;
  write(items: readonly T[]): Promise<void>;
}): Batches<T> {
  let waiting: T[] = [];
  let timer: NodeJS.Timeout | null = null;
  let tail: Promise<void> = Promise.resolve();
  let failure: { error: unknown } | null = null;

  function send(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const items = waiting;
    waiting = [];
    if (items.length === 0) return tail;
    tail = tail.then(async () => {
      if (failure !== null) throw failure.error;
      await write(items);
    });
    tail.catch((error: unknown) => {
      failure ??= { error };
    });
    return tail;
  }

  return {
    async add(item) {
      if (failure !== null) throw failure.error;
      waiting.push(item);
      if (waiting.length >= most) return send();
      timer ??= setTimeout(() => void send().catch(() => {}), coalesceMs);
    },
    async flush() {
      await send();
      if (failure !== null) throw failure.error;
    },
  };
}
