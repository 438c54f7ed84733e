import type { Cache, CacheTally } from './cache.ts';
import { entryKey, ownerOf, ownerTag } from './entry-key.ts';
import type { Store } from './open-store.ts';

/**
 * Memory, and behind it Redis where there is one: what one process has read the others find, and what one forgets all
 * do. Without Redis the same library keeps everything in memory for its full time. It is fetched with the first
 * question (a third of a second and 11 MB), so that a start pays nothing for it. `tally` is counted up.
 */
export function createCache(options: {
  redisUrl: string | null;
  tally: CacheTally;
  /** Told of each connection error; the connection is retried for ever with growing pauses. */
  onError(error: Error): void;
}): Cache {
  let opening: Promise<Store> | null = null;
  const store = (): Promise<Store> => {
    opening ??= import('./open-store.ts').then(({ openStore }) => openStore(options));
    return opening;
  };
  return {
    async getOrRead(entry, read) {
      const { kind } = entry;
      // What goes by its hash is never forgotten, and need not be asked whether it was.
      const tags = kind === 'spec' ? [] : [ownerTag(kind, ownerOf(entry))];
      return (await store()).getOrRead(entryKey(entry), kind, tags, read);
    },
    async forget(kind, owner) {
      await (await store()).forget(ownerTag(kind, owner));
    },
    async erase(teamId) {
      await (await store()).erase(teamId, [ownerTag('quota', teamId), ownerTag('usage', teamId)]);
    },
    async close() {
      await (await opening)?.close();
    },
  };
}
