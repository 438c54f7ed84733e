import { ProviderError } from '../provider-error.ts';

const refusedByGuard = /NOT_PUBLIC|forbidden/i;

/** Sorts what broke a connection, by the codes of Node and undici. */
export function networkFailure(error: Error): ProviderError {
  const code = codeOf(error);
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') {
    return new ProviderError('timed_out', 'it took too long to connect', { cause: error });
  }
  if (refusedByGuard.test(code)) {
    return new ProviderError('invalid_request', 'its address may not be called from here', { cause: error });
  }
  if (code.startsWith('HPE_') || code === 'UND_ERR_HEADERS_OVERFLOW') {
    return new ProviderError('bad_answer', 'its answer could not be read', { cause: error });
  }
  return new ProviderError('unavailable', 'it is unavailable', { cause: error });
}

/** Whether the request never left: then it cannot have cost anything. */
export function neverSent(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error ? codeOf(cause) : '';
  return /CONNECT_TIMEOUT|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|NOT_PUBLIC|forbidden|CERT|TLS/i.test(
    code,
  );
}

/** Connecting to several addresses fails with an AggregateError; the first of its errors stands for all. */
function codeOf(error: Error): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const code: unknown = first instanceof Error ? Reflect.get(first, 'code') : undefined;
  return typeof code === 'string' ? code : '';
}
