import { BentoCache, bentostore, errors } from 'bentocache';
import { MemoryDriver, memoryDriver } from 'bentocache/drivers/memory';
import { createRedisLayer } from '../bus/redis-layer.ts';
import { type CacheKind, type CacheTally, cacheLifetimesMs } from './cache.ts';

/**
 * Beside Redis a process keeps things only so long: that is how stale it can be when news of a change were lost. Without
 * Redis nobody brings news from other processes, so what has to be seen by all within a second lives no longer either.
 */
const besideOthersMs = 900;
/** What one process keeps in memory. */
const memory = { maxItems: 10_000, maxSize: '32mb', maxEntrySize: '1mb' } as const;
/** After a failure Redis is left alone for so long, so that an outage costs one waiting call a second. */
const restMs = 1_000;

/** bentocache's memory, with a lifetime that a longer one is cut to. */
class BriefMemoryDriver extends MemoryDriver {
  override set(key: string, value: string, ttl?: number): boolean {
    return super.set(key, value, Math.min(ttl ?? besideOthersMs, besideOthersMs));
  }
}

/** The library behind `Cache`. Names are whole: it knows nothing of teams. */
export interface Store {
  getOrRead<T>(name: string, kind: CacheKind, tags: string[], read: () => Promise<T>): Promise<T>;
  forget(tag: string): Promise<void>;
  /** Forgets the tags, and removes from Redis what has `part` in its name. */
  erase(part: string, tags: string[]): Promise<void>;
  close(): Promise<void>;
}

export function openStore(options: {
  redisUrl: string | null;
  tally: CacheTally;
  onError(error: Error): void;
}): Store {
  const redis =
    options.redisUrl === null ? null : createRedisLayer({ url: options.redisUrl, onError: options.onError });
  const main =
    redis === null
      ? bentostore().useL1Layer(memoryDriver(memory))
      : bentostore()
          .useL1Layer({ options: memory, factory: (config: object) => new BriefMemoryDriver(config) })
          .useL2Layer(redis.driver)
          .useBus(redis.bus);
  const bento = new BentoCache({
    default: 'main',
    prefix: 'agent-factory:cache',
    l2CircuitBreakerDuration: restMs,
    stores: { main },
  });
  bento.on('cache:hit', ({ key, layer }) => {
    const counts = countsOf(options.tally, key);
    if (counts === null) return;
    if (layer === 'l2') counts.redis += 1;
    else counts.memory += 1;
  });
  bento.on('cache:miss', ({ key }) => {
    const counts = countsOf(options.tally, key);
    if (counts !== null) counts.missed += 1;
  });

  const lifetimeMs = (kind: CacheKind): number =>
    redis === null && kind === 'template' ? besideOthersMs : cacheLifetimesMs[kind];

  return {
    async getOrRead(name, kind, tags, read) {
      try {
        return await bento.getOrSet({ key: name, ttl: lifetimeMs(kind), tags, factory: read });
      } catch (error) {
        throw error instanceof errors.E_FACTORY_ERROR ? error.cause : error;
      }
    },
    async forget(tag) {
      await bento.deleteByTag({ tags: [tag] });
    },
    async erase(part, tags) {
      await bento.deleteByTag({ tags });
      await redis?.erase(part);
    },
    async close() {
      await bento.disconnectAll();
      redis?.close();
    },
  };
}

/** Null for the library's own entries, of tags. */
function countsOf(tally: CacheTally, name: string): CacheTally[CacheKind] | null {
  const kind = name.slice(0, name.indexOf(':'));
  return kind === 'spec' || kind === 'quota' || kind === 'usage' || kind === 'template' ? tally[kind] : null;
}
