import { redisDriver } from 'bentocache/drivers/redis';
import type { BusDriver } from 'bentocache/types';
import { Redis } from 'ioredis';
import { z } from 'zod';

/** A cache that answers later than this is slower than going without. */
const patienceMs = 50;
/** News of changes that wait for Redis to come back; memory forgets by itself after a second. */
const mostWaitingNews = 1_000;

const newsSchema = z.object({ from: z.string(), payload: z.unknown() });

/** What the cache keeps in Redis, and how its processes tell each other what to forget. */
export interface RedisLayer {
  driver: ReturnType<typeof redisDriver>;
  bus: { options: { retryQueue: { enabled: true; maxSize: number } }; factory: () => BusDriver };
  /** Removes all of ours that has `part` in its name, whoever keeps it. Rejects where Redis cannot be asked. */
  erase(part: string): Promise<void>;
  close(): void;
}

/**
 * Connections of our own rather than the library's, which wait for Redis without end, throw from a callback when they
 * cannot subscribe and have no listener for errors.
 */
export function createRedisLayer(options: {
  url: string;
  /** Told of each connection error; the connection is retried for ever with growing pauses. */
  onError(error: Error): void;
}): RedisLayer {
  const commands = new Redis(options.url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: patienceMs,
  });
  // Takes up its subscriptions again by itself after a reconnect.
  const subscriber = new Redis(options.url, { maxRetriesPerRequest: null });
  for (const connection of [commands, subscriber]) connection.on('error', options.onError);

  return {
    driver: redisDriver({ connection: commands }),
    bus: {
      options: { retryQueue: { enabled: true, maxSize: mostWaitingNews } },
      factory: () => {
        let self = '';
        return {
          setId(id) {
            self = id;
            return this;
          },
          async publish(channel, payload) {
            await commands.publish(channel, JSON.stringify({ from: self, payload }));
          },
          async subscribe(channel, handler) {
            subscriber.on('message', (from: string, text: string) => {
              if (from !== channel) return;
              const news = readNews(text);
              // Guarantees nothing: what listens on this channel is what publishes on it.
              if (news !== null && news.from !== self) handler(news.payload as Parameters<typeof handler>[0]);
            });
            await subscriber.subscribe(channel).catch(() => {});
          },
          onReconnect(callback) {
            subscriber.on('ready', callback);
          },
          async unsubscribe(channel) {
            await subscriber.unsubscribe(channel).catch(() => {});
          },
          async disconnect() {
            subscriber.disconnect();
          },
        };
      },
    },
    async erase(part) {
      let cursor = '0';
      do {
        const [next, names] = await commands.scan(cursor, 'MATCH', `agent-factory:*${part}*`, 'COUNT', 500);
        if (names.length > 0) await commands.unlink(...names);
        cursor = next;
      } while (cursor !== '0');
    },
    close() {
      commands.disconnect();
      subscriber.disconnect();
    },
  };
}

function readNews(text: string): z.output<typeof newsSchema> | null {
  try {
    return newsSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
