import type { Diagnostic } from './diagnostic.ts';
import type { GateReasonView } from './gate-reason.ts';
import type { QuotaProblem } from './quota.ts';

/**
 * Every way in which a verb can refuse. Transports map these exhaustively (HTTP status, tRPC code);
 * the code is public and stable, the message is for a person and may change.
 */
export const errorCodes = [
  'invalid_input',
  'invalid_spec',
  'spec_not_runnable',
  'unauthenticated',
  'forbidden',
  'second_factor_required',
  'not_found',
  'conflict',
  'gate_shut',
  'name_taken',
  'idempotency_mismatch',
  'payload_too_large',
  'rate_limited',
  'quota_exceeded',
  'purchase_required',
  'no_model_available',
  'provider_failed',
  'cost_ceiling',
  'limit_exceeded',
  'invariant_violated',
  'cancelled',
  'timed_out',
  'unavailable',
  'internal',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

const brand = Symbol.for('agent-factory.app-error');

/**
 * The one error that verbs throw on purpose. `message` names the thing in the user's words and says
 * what to do; anything else that is thrown is a bug and reaches the caller as `internal`, without its text.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly diagnostics: readonly Diagnostic[] | undefined;
  /** Seconds after which a retry can succeed, where that is known. */
  readonly retryAfterSeconds: number | undefined;
  /** Of `quota_exceeded`: what is used up, and until when. */
  readonly quota: QuotaProblem | undefined;
  /** Of `gate_shut`: all that keeps it shut. */
  readonly reasons: readonly GateReasonView[] | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: {
      diagnostics?: readonly Diagnostic[];
      retryAfterSeconds?: number;
      quota?: QuotaProblem;
      reasons?: readonly GateReasonView[];
      cause?: unknown;
    } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.diagnostics = options.diagnostics;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.quota = options.quota;
    this.reasons = options.reasons;
    Object.defineProperty(this, brand, { value: true });
  }
}

/** Recognises an AppError across copies of this module, where `instanceof` fails. */
export function isAppError(error: unknown): error is AppError {
  return typeof error === 'object' && error !== null && brand in error;
}
