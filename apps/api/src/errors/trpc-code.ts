import type { ErrorCode } from '@agent-factory/contracts';
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server/rpc';

/** The tRPC code of each refusal; tRPC derives the HTTP status from it. */
export function trpcCodeOf(code: ErrorCode): TRPC_ERROR_CODE_KEY {
  switch (code) {
    case 'invalid_input':
    case 'invalid_spec':
      return 'BAD_REQUEST';
    case 'unauthenticated':
      return 'UNAUTHORIZED';
    case 'purchase_required':
      return 'PAYMENT_REQUIRED';
    case 'forbidden':
    case 'second_factor_required':
      return 'FORBIDDEN';
    case 'not_found':
      return 'NOT_FOUND';
    case 'conflict':
    case 'gate_shut':
    case 'name_taken':
    case 'cancelled':
      return 'CONFLICT';
    case 'payload_too_large':
      return 'PAYLOAD_TOO_LARGE';
    case 'spec_not_runnable':
    case 'idempotency_mismatch':
    case 'cost_ceiling':
    case 'limit_exceeded':
    case 'invariant_violated':
      return 'UNPROCESSABLE_CONTENT';
    case 'rate_limited':
    case 'quota_exceeded':
      return 'TOO_MANY_REQUESTS';
    case 'internal':
      return 'INTERNAL_SERVER_ERROR';
    case 'provider_failed':
      return 'BAD_GATEWAY';
    case 'no_model_available':
    case 'unavailable':
      return 'SERVICE_UNAVAILABLE';
    case 'timed_out':
      return 'GATEWAY_TIMEOUT';
  }
}
