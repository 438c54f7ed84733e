import { ProviderError, type ProviderErrorKind } from '../provider-error.ts';
import { isObject } from './read-json.ts';
import { type ErrorHeaders, readRetryAfter } from './read-retry-after.ts';

/** What a vendor said, kept as the cause of an error and shown to nobody. */
export interface VendorAccount {
  /** Null for an error inside a stream that named none. */
  status: number | null;
  /** As JSON, cut off where it is long. */
  text: string;
}

/** Sorts an answer of another status than 2xx. */
export function readHttpError(status: number, headers: ErrorHeaders, body: string): ProviderError {
  return sort(status, body, headers);
}

/** Sorts an error that came inside a stream, or in a body of status 200: the value under `error`, or the text. */
export function readStreamError(error: unknown): ProviderError {
  const text = typeof error === 'string' ? error : JSON.stringify(error);
  return sort(statusIn(error), text, {});
}

function sort(status: number | null, body: string, headers: ErrorHeaders): ProviderError {
  const text = body.slice(0, mostText);
  const kind = kindOf(status, text);
  const cause: VendorAccount = { status, text };
  const waits = kind === 'rate_limited' || kind === 'unavailable';
  return new ProviderError(kind, status === null ? says[kind] : `${says[kind]} (${status})`, {
    retryAfterSeconds: waits ? readRetryAfter(headers, text) : undefined,
    cause,
  });
}

const mostText = 4_000;

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

/** OpenRouter and Gemini put an HTTP status into `code`; others put words there. */
function statusIn(error: unknown): number | null {
  if (!isObject(error)) return null;
  const found = [error.code, error.status_code, error.status].find(
    (value) => typeof value === 'number' && value >= 400 && value < 600,
  );
  return typeof found === 'number' ? found : null;
}

/** In the words of OpenAI, Anthropic, Gemini, Mistral, Groq, vLLM, llama.cpp, Ollama and xAI. */
const tooLong =
  /context_length|context.{0,12}(?:length|size|window|limit)|prompt is too long|prompt length|too many (?:input )?tokens|input token count|input tokens exceed|reduce the length|max_new_tokens/i;
const filtered =
  /content_filter|content_policy|content filtering|content management policy|flagged|moderation|usage policy|"invalid_prompt"|PROHIBITED_CONTENT/i;
const unpaid =
  /insufficient_quota|insufficient credit|insufficient balance|credit balance|billing_(?:error|not_active|hard)|exceeded your current quota, please check your plan and billing/i;
const badKey =
  /API_KEY_INVALID|api key not valid|invalid[ _]api[ _]key|incorrect api key|authentication_error|permission_error|PERMISSION_DENIED|UNAUTHENTICATED/i;
const noModel =
  /model_not_found|model_decommissioned|invalid_model|no endpoints found|not_found_error|model.{0,80}(?:not found|does not exist|not exist)/i;
/** Groq's words for what its model wrote and it could not read itself. */
const badWriting = /tool_use_failed|json_validate_failed/;

function kindOf(status: number | null, text: string): ProviderErrorKind {
  if (status !== 401 && status !== 429 && status !== 403 && tooLong.test(text)) return 'context_length';
  if (status !== 429 && filtered.test(text)) return 'content_filter';
  // Gemini says "check your plan and billing" of its plain rate limits too, and then when to come again.
  if (unpaid.test(text) && !/RESOURCE_EXHAUSTED/.test(text)) return 'auth';
  if (status === 400 || status === null) {
    if (badKey.test(text)) return 'auth';
    if (noModel.test(text)) return 'unknown_model';
    if (badWriting.test(text)) return 'bad_answer';
  }
  return status === null ? kindOfWords(text) : kindOfStatus(status);
}

function kindOfStatus(status: number): ProviderErrorKind {
  switch (status) {
    case 401:
    case 402:
    case 403:
      return 'auth';
    case 404:
    case 405:
    case 410:
      return 'unknown_model';
    case 408:
    case 409:
    case 425:
    case 498: // Groq's flex tier: no capacity.
    case 499:
      return 'unavailable';
    case 413:
      return 'context_length';
    case 429:
      return 'rate_limited';
    default:
      return status >= 500 ? 'unavailable' : 'invalid_request';
  }
}

function kindOfWords(text: string): ProviderErrorKind {
  if (/rate.?limit|RESOURCE_EXHAUSTED|too many requests/i.test(text)) return 'rate_limited';
  if (/overloaded|api_error|server_error|unavailable|timeout/i.test(text)) return 'unavailable';
  if (/invalid_request|INVALID_ARGUMENT|BadRequest/i.test(text)) return 'invalid_request';
  return 'unavailable';
}
