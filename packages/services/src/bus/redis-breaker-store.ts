import type { BreakerNews, BreakerStore } from '@agent-factory/llm';
import { Redis } from 'ioredis';
import { z } from 'zod';

const channel = 'agent-factory:breaker';
/** Circuits that are open, for processes that start later: key → until when, in milliseconds since the epoch. */
const openCircuits = 'agent-factory:breakers';

const messageSchema = z.object({ from: z.string(), key: z.string(), openUntil: z.number().nullable() });

export interface RedisBreakerStore extends BreakerStore {
  close(): void;
}

/**
 * Tells all processes when a model's circuit opens or closes. What is said while Redis is away is lost: each process
 * then finds out by its own calls, as it would without Redis.
 */
export function createRedisBreakerStore(options: {
  url: string;
  /** Told of each connection error; the connection is retried for ever with growing pauses. */
  onError(error: Error): void;
}): RedisBreakerStore {
  const self = crypto.randomUUID();
  const publisher = new Redis(options.url, { enableOfflineQueue: false, maxRetriesPerRequest: 0 });
  // Takes up its subscription again by itself after a reconnect.
  const subscriber = new Redis(options.url, { maxRetriesPerRequest: null });
  for (const connection of [publisher, subscriber]) connection.on('error', options.onError);

  async function tellOpen(listener: (news: BreakerNews) => void): Promise<void> {
    const known = await publisher.hgetall(openCircuits);
    for (const [key, until] of Object.entries(known)) {
      const openUntil = Number(until);
      if (openUntil > Date.now()) listener({ key, openUntil });
      else await publisher.hdel(openCircuits, key);
    }
  }

  return {
    publish({ key, openUntil }) {
      const message = JSON.stringify({ from: self, key, openUntil });
      publisher.publish(channel, message).catch(ignoreLoss);
      const noted =
        openUntil === null
          ? publisher.hdel(openCircuits, key)
          : publisher.hset(openCircuits, key, String(openUntil));
      noted.catch(ignoreLoss);
    },
    subscribe(listener) {
      const onMessage = (_channel: string, text: string) => {
        const { data } = messageSchema.safeParse(parseJson(text));
        if (data !== undefined && data.from !== self) listener({ key: data.key, openUntil: data.openUntil });
      };
      const onReady = () => void tellOpen(listener).catch(ignoreLoss);
      subscriber.on('message', onMessage);
      publisher.on('ready', onReady);
      subscriber.subscribe(channel).catch(ignoreLoss);
      return () => {
        subscriber.off('message', onMessage);
        publisher.off('ready', onReady);
      };
    },
    close() {
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function ignoreLoss(): void {}
