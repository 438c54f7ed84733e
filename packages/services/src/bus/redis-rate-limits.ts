import { Redis } from 'ioredis';
import { RateLimiterCompatibleAbstract, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { maxSubjects } from '../rate-limits/memory-rate-limits.ts';
import { windowMs } from '../rate-limits/plan-rates.ts';
import type { RateDecision, RateLimits } from '../rate-limits/rate-limits.ts';
import { createSlidingWindow, sliceMs, slices } from '../rate-limits/sliding-window.ts';

const prefix = 'agent-factory:rate';
/** The processes that count requests: id → when it was last heard of, by Redis's clock in milliseconds. */
const countersKey = 'agent-factory:rate-counters';
const usualHeartbeatMs = 10_000;
/** A process not heard of for so many heartbeats is gone. */
const heartbeatsMissed = 3;
/** A count that comes later than this is worth less than going on without. */
const patienceMs = 250;

/**
 * The same window as in memory (see `createSlidingWindow`), one hash a subject, field = slice, by Redis's own clock so
 * that all processes agree. ARGV: points, seconds, limit. Answers with requests in the window and milliseconds until
 * there is more room; one beyond the limit is not counted.
 */
const countScript = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local slice = math.floor(now / ${sliceMs})
local counts = redis.call('HGETALL', KEYS[1])
local used = 0
local oldest = slice
local old = {}
for i = 1, #counts, 2 do
  local of = tonumber(counts[i])
  if of < slice - ${slices} then
    old[#old + 1] = counts[i]
  else
    used = used + tonumber(counts[i + 1])
    if of < oldest then oldest = of end
  end
end
if #old > 0 then redis.call('HDEL', KEYS[1], unpack(old)) end
local limit = tonumber(ARGV[3])
local reset = (oldest + ${slices} + 1) * ${sliceMs} - now
if used >= limit then return {limit + 1, reset} end
redis.call('HINCRBY', KEYS[1], slice, ARGV[1])
redis.call('PEXPIRE', KEYS[1], ${windowMs + sliceMs})
return {used + 1, reset}`;

const heartbeatScript = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', KEYS[1], now, ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return redis.call('ZCARD', KEYS[1])`;

/**
 * Counts for all processes in Redis. While it is away, slow or starting, each process lets in its share: the limit by
 * the number of processes that were last known to count.
 */
export function createRedisRateLimits(options: {
  url: string;
  /** Told of each connection error; the connection is retried for ever with growing pauses. */
  onError(error: Error): void;
  /** How often the processes count each other. */
  heartbeatMs?: number;
}): RateLimits {
  const heartbeatMs = options.heartbeatMs ?? usualHeartbeatMs;
  const self = crypto.randomUUID();
  const redis = new Redis(options.url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: patienceMs,
    // Restarted, it is to be found again soon; the share of a process is not the whole.
    retryStrategy: (times) => Math.min(times * 50, 1_000),
  });
  redis.on('error', options.onError);
  const window = createSlidingWindow({ maxSubjects, now: () => performance.now() });
  let counters = 1;
  const shareOf = (limit: number) => Math.max(1, Math.ceil(limit / counters));
  const limiters = new Map<number, RateLimiterRedis>();

  function limiterOf(limit: number): RateLimiterRedis {
    const known = limiters.get(limit);
    if (known !== undefined) return known;
    const insuranceLimiter = new LocalShare((subject) => window.hit(subject, shareOf(limit)));
    const limiter = new RateLimiterRedis({
      storeClient: redis,
      keyPrefix: prefix,
      points: limit,
      duration: windowMs / 1000,
      customIncrTtlLuaScript: countScript,
      rejectIfRedisNotReady: true,
      insuranceLimiter,
    });
    limiters.set(limit, limiter);
    return limiter;
  }

  async function heartbeat(): Promise<void> {
    if (redis.status !== 'ready') return;
    const count = await redis
      .eval(heartbeatScript, 1, countersKey, self, heartbeatsMissed * heartbeatMs)
      .catch(() => null);
    if (typeof count === 'number') counters = Math.max(1, count);
  }
  redis.on('ready', () => void heartbeat());
  const beat = setInterval(() => void heartbeat(), heartbeatMs);
  beat.unref();

  return {
    async hit(subject, limit) {
      const answer = await limiterOf(limit)
        .consume(subject)
        .then(
          (result) => ({ admitted: true, result }),
          (reason: unknown) => ({ admitted: false, result: reason }),
        );
      // Neither an answer of Redis nor of the share: nothing that a caller could be blamed for.
      if (!(answer.result instanceof RateLimiterRes)) return window.hit(subject, shareOf(limit));
      // So that what goes by the share, should Redis be away next, goes by what was let in before as well.
      if (answer.admitted && !(answer.result instanceof LocalResult)) window.hit(subject, Infinity);
      return decisionOf(answer.admitted, answer.result, limit);
    },
    close() {
      clearInterval(beat);
      if (redis.status === 'ready') redis.zrem(countersKey, self).catch(() => undefined);
      redis.disconnect();
    },
  };
}

function decisionOf(admitted: boolean, result: RateLimiterRes, limit: number): RateDecision {
  return { admitted, limit, remaining: result.remainingPoints, resetMs: result.msBeforeNext };
}

/** Not Redis's. */
class LocalResult extends RateLimiterRes {}

/** The library's insurance: what this process itself has seen, in the library's words. */
class LocalShare extends RateLimiterCompatibleAbstract {
  override readonly keyPrefix = '';
  override blockDuration = 0;
  override execEvenly = false;
  readonly #hit: (subject: string) => RateDecision;

  constructor(hit: (subject: string) => RateDecision) {
    super();
    this.#hit = hit;
  }

  override async consume(subject: string | number): Promise<RateLimiterRes> {
    const { admitted, limit, remaining, resetMs } = this.#hit(String(subject));
    const result = new LocalResult(remaining, resetMs, limit - remaining + (admitted ? 0 : 1));
    if (!admitted) throw result;
    return result;
  }
}
