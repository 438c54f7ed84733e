import { withAuthService } from '@agent-factory/db';
import { hitRateLimit, refundRateLimit } from '@agent-factory/db/auth';
import type { AuthContext } from './auth-context.ts';
import { AuthError } from './auth-error.ts';

/** A fixed window in Postgres: it holds across processes, restarts and the loss of Redis. */
export interface RateLimit {
  bucket: string;
  /** What is limited: an address, an IP. Stored as a keyed hash. */
  subject: string;
  limit: number;
  windowSeconds: number;
}

/** Failed password sign-ins: few per address, more per IP, behind which a whole office may sit. */
export function signInLimits(email: string, ip: string): RateLimit[] {
  return [
    { bucket: 'sign_in_email', subject: email, limit: 10, windowSeconds: 900 },
    { bucket: 'sign_in_ip', subject: ip, limit: 100, windowSeconds: 900 },
  ];
}

/** Guesses at six-digit codes: at 10 in 15 minutes, an even chance to hit one takes two years. */
export function codeLimits(email: string, ip: string): RateLimit[] {
  return [
    { bucket: 'code_email', subject: email, limit: 10, windowSeconds: 900 },
    { bucket: 'code_ip', subject: ip, limit: 100, windowSeconds: 900 },
  ];
}

/**
 * Guesses at the second factor, app and recovery codes alike: per person, since the address is known by then. Three
 * codes of a million count at a time, so 10 guesses in 15 minutes take eight months for an even chance.
 */
export function secondFactorLimits(userId: string, ip: string): RateLimit[] {
  return [
    { bucket: 'second_factor_user', subject: userId, limit: 10, windowSeconds: 900 },
    { bucket: 'second_factor_ip', subject: ip, limit: 100, windowSeconds: 900 },
  ];
}

/** Each sign-up costs an Argon2id hash and a row. */
export function signUpLimits(ip: string): RateLimit[] {
  return [{ bucket: 'sign_up_ip', subject: ip, limit: 300, windowSeconds: 300 }];
}

/**
 * Counts the attempt before it is judged, so that parallel guesses cannot slip past the count. Throws
 * `over_request_rate_limit` once a limit is passed.
 */
export async function countAttempt(ctx: AuthContext, limits: readonly RateLimit[]): Promise<void> {
  const waitSeconds = await hitAll(ctx, limits);
  if (waitSeconds > 0) {
    throw new AuthError('over_request_rate_limit', 'Request rate limit reached', {
      retryAfterSeconds: waitSeconds,
    });
  }
}

/** An attempt that succeeded was no guess: the first limit (the address) starts afresh, the others get one back. */
export async function forgiveAttempt(ctx: AuthContext, limits: readonly RateLimit[]): Promise<void> {
  await withAuthService(ctx.db, async (tx) => {
    for (const [index, { bucket, subject }] of limits.entries()) {
      await refundRateLimit(tx, { bucket, subject: ctx.keyedHash('rate_limit', subject), all: index === 0 });
    }
  });
}

/**
 * One mail per address and interval, whoever asks and whether or not there is an account, so that the
 * answer tells nothing. Throws `over_email_send_rate_limit`.
 */
export async function countMail(ctx: AuthContext, email: string, ip: string): Promise<void> {
  const windowSeconds = ctx.settings.mailIntervalSeconds;
  const waitSeconds = await hitAll(ctx, [
    { bucket: 'mail_email', subject: email, limit: 1, windowSeconds },
    { bucket: 'mail_ip', subject: ip, limit: 300, windowSeconds: 3600 },
  ]);
  if (waitSeconds > 0) {
    throw new AuthError(
      'over_email_send_rate_limit',
      `For security purposes, you can only request this after ${waitSeconds} seconds.`,
      { retryAfterSeconds: waitSeconds },
    );
  }
}

/** Seconds until the fullest window is over; 0 when all have room. */
async function hitAll(ctx: AuthContext, limits: readonly RateLimit[]): Promise<number> {
  const now = ctx.clock.now();
  return withAuthService(ctx.db, async (tx) => {
    let waitSeconds = 0;
    for (const { bucket, subject, limit, windowSeconds } of limits) {
      const { hits, expires_at } = await hitRateLimit(tx, {
        bucket,
        subject: ctx.keyedHash('rate_limit', subject),
        at: new Date(now),
        windowEnd: new Date(now + windowSeconds * 1000),
      });
      if (hits > limit) {
        waitSeconds = Math.max(waitSeconds, 1, Math.ceil((expires_at.getTime() - now) / 1000));
      }
    }
    return waitSeconds;
  });
}
