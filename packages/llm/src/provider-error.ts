/**
 * Why a vendor did not answer. `unavailable` covers refused connections, resets and 5xx; `truncated` is a
 * stream that stopped before its vendor said that it was finished.
 */
export type ProviderErrorKind =
  | 'auth'
  | 'rate_limited'
  | 'invalid_request'
  | 'context_length'
  | 'unknown_model'
  | 'content_filter'
  | 'unavailable'
  | 'timed_out'
  | 'truncated'
  | 'bad_answer';

const brand = Symbol.for('agent-factory.provider-error');

/** A failed call to a vendor; `message` is safe to show (no vendor text, no key). */
export class ProviderError extends Error {
  readonly kind: ProviderErrorKind;
  /** True when the same request can succeed later. */
  readonly isRetryable: boolean;
  /** Seconds that the vendor asked us to wait. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    kind: ProviderErrorKind,
    message: string,
    options: { retryAfterSeconds?: number | undefined; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ProviderError';
    this.kind = kind;
    this.isRetryable = isRetryable(kind);
    this.retryAfterSeconds = options.retryAfterSeconds;
    Object.defineProperty(this, brand, { value: true });
  }
}

export function isProviderError(error: unknown): error is ProviderError {
  return typeof error === 'object' && error !== null && brand in error;
}

function isRetryable(kind: ProviderErrorKind): boolean {
  switch (kind) {
    case 'rate_limited':
    case 'unavailable':
    case 'timed_out':
    case 'truncated':
    case 'bad_answer':
      return true;
    case 'auth':
    case 'invalid_request':
    case 'context_length':
    case 'unknown_model':
    case 'content_filter':
      return false;
  }
}
