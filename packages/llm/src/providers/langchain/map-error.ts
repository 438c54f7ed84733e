import { isProviderError, ProviderError, type ProviderErrorKind } from '../provider-error.ts';

/**
 * Sorts what a vendor's client threw. The SDKs of OpenAI and Anthropic carry `status`, `code`, `type` and
 * `headers`, Ollama's carries `status_code`, and a broken connection carries undici's code in its causes. The
 * vendor's own text is kept as the cause and never shown.
 */
export function mapError(error: unknown): ProviderError {
  if (isProviderError(error)) return error;
  const status = statusOf(error);
  const marks = marksOf(error);
  const kind = kindOf(status, marks);
  const retryAfterSeconds =
    kind === 'rate_limited' || kind === 'unavailable' ? retryAfterOf(error) : undefined;
  const suffix = status === undefined ? '' : ` (${status})`;
  return new ProviderError(kind, says[kind] + suffix, { retryAfterSeconds, cause: error });
}

const says: Record<ProviderErrorKind, string> = {
  auth: 'it refused the key',
  rate_limited: 'it is rate limited',
  invalid_request: 'it refused the request as invalid',
  context_length: 'the input is longer than its context',
  unknown_model: 'it does not know this model or path',
  content_filter: 'its content filter refused the request',
  unavailable: 'it is unavailable',
  timed_out: 'it took too long to connect',
  truncated: 'its answer was cut off',
  bad_answer: 'its answer could not be read',
};

const tooLong =
  /context.{0,10}length|context window|maximum context|prompt is too long|too many (?:input )?tokens|input tokens exceed|exceeds the available context/i;
const unreachable =
  /ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EPIPE|UND_ERR_SOCKET|EHOSTUNREACH|ENETUNREACH|fetch failed|other side closed|terminated|premature|Connection error|overloaded/i;

function kindOf(status: number | undefined, marks: string): ProviderErrorKind {
  if (status !== 401 && status !== 403 && tooLong.test(marks)) return 'context_length';
  if (/content_filter|content_policy/.test(marks)) return 'content_filter';
  if (/insufficient_quota|credit balance|billing/i.test(marks)) return 'auth';
  switch (status) {
    case undefined:
      break;
    case 401:
    case 403:
      return 'auth';
    case 404:
    case 405:
    case 410:
      return 'unknown_model';
    case 408:
    case 409:
    case 425:
      return 'unavailable';
    case 413:
      return 'context_length';
    case 429:
      return 'rate_limited';
    default:
      return status >= 500 ? 'unavailable' : 'invalid_request';
  }
  if (/UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT|TimeoutError/.test(marks)) return 'timed_out';
  if (/Did not receive done|received error while streaming/i.test(marks)) return 'truncated';
  if (/rate_limit/.test(marks)) return 'rate_limited';
  if (/authentication_error|permission_error/.test(marks)) return 'auth';
  if (unreachable.test(marks) || /api_error|server_error/.test(marks)) return 'unavailable';
  return 'bad_answer';
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const found =
    ('status' in error ? error.status : undefined) ??
    ('status_code' in error ? error.status_code : undefined);
  return typeof found === 'number' ? found : undefined;
}

/** Names, codes and messages down the chain of causes, for the patterns above. */
function marksOf(error: unknown): string {
  const parts: string[] = [];
  for (let at: unknown = error, depth = 0; at !== undefined && at !== null && depth < 6; depth++) {
    if (typeof at !== 'object') {
      parts.push(String(at));
      break;
    }
    for (const key of ['name', 'code', 'type', 'message', 'error']) {
      const value: unknown = Reflect.get(at, key);
      if (typeof value === 'string') parts.push(value);
      else if (key === 'error' && typeof value === 'object' && value !== null)
        parts.push(JSON.stringify(value));
    }
    at = Reflect.get(at, 'cause');
  }
  return parts.join(' ');
}

/** `Retry-After` in seconds or as a date (RFC 9110), or OpenAI's finer `retry-after-ms`. */
function retryAfterOf(error: unknown): number | undefined {
  const headers: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, 'headers') : undefined;
  if (!(headers instanceof Headers) && !hasGet(headers)) return undefined;
  const ms = Number(headers.get('retry-after-ms') ?? Number.NaN);
  if (Number.isFinite(ms)) return Math.max(0, ms / 1000);
  const text = headers.get('retry-after');
  if (text === null) return undefined;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - Date.now()) / 1000);
}

/** undici's Headers are another class than the global's, with the same methods. */
function hasGet(value: unknown): value is Headers {
  return typeof value === 'object' && value !== null && 'get' in value && typeof value.get === 'function';
}
