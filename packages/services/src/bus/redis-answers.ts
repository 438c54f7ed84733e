import type { AnswerCache, CachedAnswer } from '@agent-factory/llm';
import { Redis } from 'ioredis';
import { z } from 'zod';

const prefix = 'agent-factory:answer:';

/** Reading a longer one takes Redis and us more time than is worth it. */
const mostCharacters = 1_000_000;

/** A cache that answers later than this is slower than going without. */
const patienceMs = 50;

export interface RedisAnswers extends AnswerCache {
  close(): void;
}

/**
 * Answers kept in Redis, for all processes. The key says whose an answer is, Redis forgets it after its time, and
 * while Redis is away, slow or holds what cannot be read, no answer is there.
 */
export function createRedisAnswers(options: {
  url: string;
  /** Told of each connection error; the connection is retried for ever with growing pauses. */
  onError(error: Error): void;
}): RedisAnswers {
  const redis = new Redis(options.url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: patienceMs,
  });
  redis.on('error', options.onError);
  return {
    async get(key) {
      const text = await redis.get(prefix + key).catch(() => null);
      return text === null ? null : readAnswer(text);
    },
    async set(key, answer, ttlMs) {
      const text = JSON.stringify(answer);
      if (text.length > mostCharacters) return;
      await redis.set(prefix + key, text, 'PX', ttlMs).catch(() => null);
    },
    close: () => redis.disconnect(),
  };
}

const count = z.int().nonnegative();
const text = z.string();

const eventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text }),
  z.object({ type: z.literal('reasoning'), text, signature: text.exactOptional() }),
  z.object({
    type: z.literal('tool_call'),
    call: z.object({ id: text, name: text, arguments: z.record(text, z.unknown()) }),
  }),
]);

const answerSchema = z.object({
  streamed: z.boolean(),
  provider: text,
  model: text,
  raw: z.boolean(),
  pieces: z.array(z.object({ event: eventSchema.nullable(), raw: text.nullable() })),
  finish: z.object({
    finishReason: z.enum(['stop', 'tool_calls']),
    tokens: z.object({
      input: count,
      output: count,
      total: count,
      cachedInput: count,
      cacheWrite: count,
      reasoning: count,
    }),
    estimated: z.boolean(),
  }),
}) satisfies z.ZodType<CachedAnswer>;

function readAnswer(stored: string): CachedAnswer | null {
  try {
    return answerSchema.parse(JSON.parse(stored));
  } catch {
    return null;
  }
}
