import { agentIdSchema, runIdSchema, teamIdSchema, testRunIdSchema } from '@agent-factory/contracts';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { createInProcessBus } from './in-process-bus.ts';
import { type AnnouncedRun, type RunBus, signalKinds } from './run-bus.ts';

const channelPrefix = 'agent-factory:run:';
const announcedSchema = z.union([runIdSchema, testRunIdSchema, agentIdSchema, teamIdSchema]);
const messageSchema = z.object({
  from: z.string(),
  kind: z.enum(signalKinds),
  body: z.string().exactOptional(),
});

/**
 * The bus of several processes, over Redis pub/sub: one channel a run, subscribed while somebody in this
 * process listens. Own announcements are delivered directly and not twice. While Redis is away announcements
 * are dropped, and `pollMs` falls to `pollMsWithoutRedis`: readers then find the rows by looking more often.
 */
export function createRedisBus(options: {
  url: string;
  pollMs: number;
  pollMsWithoutRedis: number;
  /** Told of each connection error; the connection is retried for ever with growing pauses. */
  onError(error: Error): void;
}): RunBus {
  const local = createInProcessBus({ pollMs: options.pollMs });
  const self = crypto.randomUUID();
  const listeners = new Map<AnnouncedRun, number>();
  const settings = { enableOfflineQueue: false, maxRetriesPerRequest: 0 };
  const publisher = new Redis(options.url, settings);
  // Takes up its subscriptions again by itself after a reconnect.
  const subscriber = new Redis(options.url, {
    ...settings,
    enableOfflineQueue: true,
    maxRetriesPerRequest: null,
  });
  for (const connection of [publisher, subscriber]) connection.on('error', options.onError);

  subscriber.on('message', (channel: string, text: string) => {
    const runId = announcedSchema.safeParse(channel.slice(channelPrefix.length));
    const message = messageSchema.safeParse(parseJson(text));
    if (runId.success && message.success && message.data.from !== self) {
      const { from: _, ...signal } = message.data;
      local.announce({ runId: runId.data, ...signal });
    }
  });

  return {
    get redisConnected() {
      return publisher.status === 'ready' && subscriber.status === 'ready';
    },

    get pollMs() {
      return this.redisConnected ? options.pollMs : options.pollMsWithoutRedis;
    },

    announce(signal) {
      local.announce(signal);
      const { runId, ...said } = signal;
      publisher.publish(channelPrefix + runId, JSON.stringify({ from: self, ...said })).catch(ignoreLoss);
    },

    subscribe(runId, listener) {
      const unsubscribe = local.subscribe(runId, listener);
      const count = listeners.get(runId) ?? 0;
      listeners.set(runId, count + 1);
      if (count === 0) subscriber.subscribe(channelPrefix + runId).catch(ignoreLoss);
      let open = true;
      return () => {
        if (!open) return;
        open = false;
        unsubscribe();
        const left = (listeners.get(runId) ?? 1) - 1;
        if (left > 0) listeners.set(runId, left);
        else {
          listeners.delete(runId);
          subscriber.unsubscribe(channelPrefix + runId).catch(ignoreLoss);
        }
      };
    },

    async close() {
      publisher.disconnect();
      subscriber.disconnect();
      await local.close();
    },
  };
}

/** An announcement may be lost: the rows are the truth, and every reader looks at them each `pollMs`. */
function ignoreLoss(): void {}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
