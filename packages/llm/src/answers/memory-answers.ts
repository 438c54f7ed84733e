import { LRUCache } from 'lru-cache';
import type { AnswerCache, CachedAnswer } from './answer-cache.ts';

/** Answers kept in this process, the least recently used leaving first; bounded in number and in memory. */
export function createMemoryAnswers({
  maxEntries = 5_000,
  maxBytes = 64 * 1024 * 1024,
}: {
  maxEntries?: number;
  maxBytes?: number;
} = {}): AnswerCache {
  const kept = new LRUCache<string, CachedAnswer>({
    max: maxEntries,
    maxSize: maxBytes,
    // One answer may not push out all others.
    maxEntrySize: Math.ceil(maxBytes / 16),
    sizeCalculation: bytesOf,
  });
  return {
    get: async (key) => kept.get(key) ?? null,
    set: async (key, answer, ttlMs) => {
      kept.set(key, answer, { ttl: ttlMs });
    },
  };
}

/** About what an answer takes in memory: two bytes a character at most, and the objects around it. */
function bytesOf(answer: CachedAnswer): number {
  let bytes = 500;
  for (const { event, raw } of answer.pieces) {
    bytes += 150 + 2 * (raw?.length ?? 0);
    if (event?.type === 'tool_call') bytes += 2 * JSON.stringify(event.call).length;
    else if (event !== null) bytes += 2 * event.text.length;
  }
  return bytes;
}
