/** By their lower-case names, as Node and undici give them. */
export type ErrorHeaders = Readonly<Record<string, string | string[] | undefined>>;

/**
 * How many seconds a vendor asks to wait: OpenAI's finer `retry-after-ms`, `Retry-After` in seconds or as a date
 * (RFC 9110, 10.2.3; counted from the answer's own `Date` where there is one), or `retryDelay` of Google's RetryInfo
 * in the body.
 */
export function readRetryAfter(headers: ErrorHeaders, body: string): number | undefined {
  const ms = number(headers['retry-after-ms']);
  if (ms !== undefined) return ms / 1000;
  const asked = headers['retry-after'];
  const seconds = number(asked);
  if (seconds !== undefined) return seconds;
  const until = date(asked);
  if (until !== undefined) return Math.max(0, (until - (date(headers.date) ?? Date.now())) / 1000);
  const delay = /"retryDelay"\s*:\s*"(\d+(?:\.\d+)?)s"/.exec(body)?.[1];
  return delay === undefined ? undefined : Number(delay);
}

function number(value: string | string[] | undefined): number | undefined {
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const found = Number(value);
  return Number.isFinite(found) ? Math.max(0, found) : undefined;
}

function date(value: string | string[] | undefined): number | undefined {
  const found = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(found) ? undefined : found;
}
