import { AppError } from '@agent-factory/contracts';
import { countKeyGuess } from '@agent-factory/db';
import type { Services } from '../service-context.ts';

/** Wrong keys from one address in a quarter of an hour, behind which a whole office may sit. */
const atMost = 100;
const windowSeconds = 900;
const rememberedAtMost = 10_000;

/** Bounds guesses at API keys by where they come from. */
export interface KeyGuesses {
  /** Throws `rate_limited` while this process knows the address to have guessed too often. */
  requireRoom(address: string): void;
  /** Counts a wrong key, in Postgres, for all processes. Throws `rate_limited` when it was one too many. */
  count(address: string): Promise<void>;
}

/**
 * The count is Postgres's and so holds without Redis and across processes; what is remembered here is only which
 * addresses have to wait, so that a good key costs no look at the count. Another process learns of it with the next
 * wrong key that it is sent: at most one guess more for each.
 */
export function createKeyGuesses({
  db,
  clock,
  secrets,
}: Pick<Services, 'db' | 'clock' | 'secrets'>): KeyGuesses {
  const waiting = new Map<string, number>();

  function refuse(until: number, now: number): never {
    throw new AppError(
      'rate_limited',
      'Too many wrong API keys came from this address. Wait, then send the right one.',
      {
        retryAfterSeconds: Math.max(1, Math.ceil((until - now) / 1000)),
      },
    );
  }

  return {
    requireRoom(address) {
      const until = waiting.get(address);
      if (until === undefined) return;
      const now = clock.now();
      if (until > now) refuse(until, now);
      waiting.delete(address);
    },
    async count(address) {
      const subject = secrets.hashApiKey(`guess\0${address}`);
      const seconds = await countKeyGuess(db, { subject, atMost, windowSeconds });
      if (seconds === 0) return;
      const now = clock.now();
      waiting.set(address, now + seconds * 1000);
      // The oldest go first: a Map keeps the order of insertion.
      for (const oldest of waiting.keys()) {
        if (waiting.size <= rememberedAtMost) break;
        waiting.delete(oldest);
      }
      refuse(now + seconds * 1000, now);
    },
  };
}
