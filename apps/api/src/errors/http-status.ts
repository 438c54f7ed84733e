import type { ErrorCode } from '@agent-factory/contracts';

/**
 * The HTTP status of each refusal. Two choices worth a word: 422 for a reused idempotency key with another
 * body (draft-ietf-httpapi-idempotency-key-header, 2.7), and 404 for everything that is another tenant's.
 */
export function httpStatusOf(code: ErrorCode): number {
  switch (code) {
    case 'invalid_input':
    case 'invalid_spec':
      return 400;
    case 'unauthenticated':
      return 401;
    case 'purchase_required':
      return 402;
    case 'forbidden':
    case 'second_factor_required':
      return 403;
    case 'not_found':
      return 404;
    case 'conflict':
    case 'gate_shut':
    case 'name_taken':
    case 'cancelled':
      return 409;
    case 'payload_too_large':
      return 413;
    case 'spec_not_runnable':
    case 'idempotency_mismatch':
    case 'cost_ceiling':
    case 'limit_exceeded':
    case 'invariant_violated':
      return 422;
    case 'rate_limited':
    case 'quota_exceeded':
      return 429;
    case 'internal':
      return 500;
    case 'provider_failed':
      return 502;
    case 'no_model_available':
    case 'unavailable':
      return 503;
    case 'timed_out':
      return 504;
  }
}
