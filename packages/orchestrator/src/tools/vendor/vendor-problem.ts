import { ToolProblem } from '../tool-problem.ts';

/** A vendor's refusal, as it came over HTTP. */
export interface VendorRefusal {
  /** As people know it: "GitHub". */
  vendor: string;
  status: number;
  /** Header names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
  /** The vendor's own words; null where it said nothing that can be read. */
  said: string | null;
  nowMs: number;
}

const maxWords = 300;

/** What a model is told of it, and whether the same call may work a moment later. */
export function vendorProblem({ vendor, status, headers, said, nowMs }: VendorRefusal): ToolProblem {
  const words = said === null || said.trim() === '' ? '' : ` It said: ${shorten(said.trim())}`;
  const isRateLimit = status === 429 || (status === 403 && isExhausted(headers));
  if (isRateLimit || status === 503) {
    const retryAfterMs = waitOf(headers, nowMs);
    const wait = retryAfterMs === null ? '' : ` Try again in ${Math.ceil(retryAfterMs / 1000)} s.`;
    const what = isRateLimit ? 'has been asked too often' : 'is out of service for the moment';
    return new ToolProblem(`${vendor} ${what} (${status}).${wait}${words}`, {
      isRetryable: true,
      retryAfterMs,
    });
  }
  return new ToolProblem(`${sentenceOf(vendor, status)}${words}`);
}

function sentenceOf(vendor: string, status: number): string {
  switch (status) {
    case 401:
      return `${vendor} did not accept the credentials (401): renew them under Settings → Connections.`;
    case 403:
      return `${vendor} does not allow this to the connected account (403).`;
    case 404:
      return `${vendor} has no such thing, or the connected account may not see it (404).`;
    case 400:
    case 422:
      return `${vendor} did not understand the request (${status}).`;
    default:
      return status >= 500
        ? `${vendor} failed (${status}); this is no fault of the request.`
        : `${vendor} answered ${status}.`;
  }
}

/** GitHub answers 403 where others answer 429. */
function isExhausted(headers: VendorRefusal['headers']): boolean {
  return headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0';
}

/** `Retry-After` in seconds or as a date; else GitHub's reset, in seconds since the epoch. */
function waitOf(headers: VendorRefusal['headers'], nowMs: number): number | null {
  const after = headers['retry-after'];
  if (after !== undefined) {
    const seconds = Number(after);
    const waitMs = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(after) - nowMs;
    return Number.isFinite(waitMs) ? Math.max(0, waitMs) : null;
  }
  const reset = Number(headers['x-ratelimit-reset']);
  return Number.isFinite(reset) && reset > 0 ? Math.max(0, reset * 1000 - nowMs) : null;
}

/** Of the headers that an SDK keeps with an error, whatever they are. */
export function headersOf(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, String(each)]));
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= maxWords ? line : `${line.slice(0, maxWords)}…`;
}
