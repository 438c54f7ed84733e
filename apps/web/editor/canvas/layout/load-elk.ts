import type { ELK } from 'elkjs/lib/elk-api';

let loading: Promise<ELK> | undefined;

/** ELK in a worker of its own, fetched when the first canvas opens; a failed load is tried anew the next time. */
export function loadElk(): Promise<ELK> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<ELK> {
  const { default: Elk } = await import('elkjs/lib/elk-api.js');
  return new Elk({ workerFactory: () => new Worker('/elk/elk-worker.js') });
}
