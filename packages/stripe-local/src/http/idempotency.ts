import { createHash } from 'node:crypto';
import type { Store } from '../store/open-store.ts';
import { StripeError } from './stripe-error.ts';

/** After this, a key may be used for something new. */
const idempotencyKeepSeconds = 24 * 60 * 60;

export interface KeyedCall {
  account: string;
  key: string;
  /** Method and path. */
  endpoint: string;
  /** The body as it came. */
  body: string;
}

export interface StoredAnswer {
  status: number;
  body: string;
  /** Of the call that was answered first. */
  requestId: string;
}

/** Whatever is older is forgotten, as Stripe does a day after. */
export function pruneKeys(store: Store, now: number): void {
  store.run('DELETE FROM idempotency WHERE created <= ?', now - idempotencyKeepSeconds);
}

/**
 * What this key was answered with before, an error as well; null when it is new.
 *
 * @throws StripeError `idempotency_error` when the key came with other parameters or to another endpoint.
 */
export function storedAnswer(store: Store, call: KeyedCall): StoredAnswer | null {
  const found = store.row('SELECT * FROM idempotency WHERE account = ? AND key = ?', call.account, call.key);
  if (found === undefined) return null;
  if (found.endpoint !== call.endpoint) {
    throw misused(
      `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${String(found.endpoint)}' vs '${call.endpoint}'). Try using a key other than '${call.key}' if you meant to execute a different request.`,
    );
  }
  if (found.params !== fingerprint(call.body)) {
    throw misused(
      `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${call.key}' if you meant to execute a different request.`,
    );
  }
  return { status: Number(found.status), body: String(found.body), requestId: String(found.request_id) };
}

/** In the transaction of the act itself, so that neither is there without the other. */
export function keepAnswer(store: Store, call: KeyedCall, answer: StoredAnswer, now: number): void {
  store.run(
    'INSERT INTO idempotency (account, key, endpoint, params, status, body, request_id, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    call.account,
    call.key,
    call.endpoint,
    fingerprint(call.body),
    answer.status,
    answer.body,
    answer.requestId,
    now,
  );
}

/** The order in which parameters were written does not matter. */
function fingerprint(body: string): string {
  return createHash('sha256').update(body.split('&').sort().join('&')).digest('hex');
}

export function keyInUse(): StripeError {
  return new StripeError(409, {
    type: 'idempotency_error',
    code: 'idempotency_key_in_use',
    message:
      'There is currently another in-progress request using this Idempotent Key. Please try again later.',
  });
}

function misused(message: string): StripeError {
  return new StripeError(400, { type: 'idempotency_error', message });
}
