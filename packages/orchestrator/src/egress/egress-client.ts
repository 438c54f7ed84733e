import { AppError, isAppError } from '@agent-factory/contracts';
import { Agent, type Dispatcher, request } from 'undici';
import { type CheckedUrl, checkUrl, type EgressPolicy } from './check-url.ts';
import { pinnedLookup, type Resolve, resolveBySystem } from './pinned-lookup.ts';

/** Where services of the web listen. */
export const webPorts: readonly number[] = [80, 443, 8080, 8443];
const maxRedirects = 3;
const redirectStatuses = [301, 302, 303, 307, 308];

export interface EgressRequest {
  url: string;
  method?: 'GET' | 'HEAD' | 'POST';
  headers?: Readonly<Record<string, string>>;
  body?: string;
  /** For the whole exchange, redirects included. */
  timeoutMs?: number;
  /** What is read of the body; the rest is left unread. */
  maxBytes?: number;
  signal?: AbortSignal;
}

export interface EgressResponse {
  /** Where the last redirect led. */
  url: string;
  status: number;
  headers: Readonly<Record<string, string>>;
  body: Buffer;
  /** Whether the body was longer than `maxBytes`. */
  truncated: boolean;
}

/**
 * The only way out to addresses that users or models name (Q11). AppError: `invalid_input` for what is no web
 * address, `forbidden` for what is not public, `timed_out`, `cancelled`, `unavailable` for a network error.
 */
export interface EgressClient {
  request(input: EgressRequest): Promise<EgressResponse>;
  close(): Promise<void>;
}

export interface EgressOptions extends Partial<EgressPolicy> {
  resolve?: Resolve;
}

export function createEgressClient(options: EgressOptions = {}): EgressClient {
  const policy: EgressPolicy = {
    allowedPorts: options.allowedPorts ?? webPorts,
    allowPrivate: options.allowPrivate ?? [],
  };
  const limits = { connections: 20, maxHeaderSize: 32 * 1024, pipelining: 1 };
  const checked = new Agent({
    ...limits,
    connect: { timeout: 10_000, lookup: pinnedLookup(options.resolve ?? resolveBySystem) },
  });
  const exempt = new Agent({ ...limits, connect: { timeout: 10_000 } });

  return {
    async request(input) {
      const timeout = AbortSignal.timeout(input.timeoutMs ?? 15_000);
      const signal = input.signal === undefined ? timeout : AbortSignal.any([input.signal, timeout]);
      try {
        return await follow(input, policy, (target) => (target.exempt ? exempt : checked), signal);
      } catch (error) {
        throw refusal(error, { cancelled: input.signal?.aborted === true, timedOut: timeout.aborted });
      }
    },
    async close() {
      await Promise.all([checked.destroy(), exempt.destroy()]);
    },
  };
}

/** Redirects are followed here, since each step has to pass the same checks as the first. */
async function follow(
  input: EgressRequest,
  policy: EgressPolicy,
  dispatcherFor: (target: CheckedUrl) => Dispatcher,
  signal: AbortSignal,
): Promise<EgressResponse> {
  let target = checkUrl(input.url, policy);
  let { method = 'GET', body = null }: { method?: 'GET' | 'HEAD' | 'POST'; body?: string | null } = input;
  let headers: Record<string, string> = { 'user-agent': 'agent-factory', ...input.headers };
  for (let hops = 0; ; hops += 1) {
    const response = await request(target.url.href, {
      dispatcher: dispatcherFor(target),
      method,
      headers: { ...headers, 'accept-encoding': 'identity' },
      body,
      signal,
    });
    const location = response.headers.location;
    if (!redirectStatuses.includes(response.statusCode) || typeof location !== 'string') {
      return await read(target.url, response, input.maxBytes ?? 1_000_000);
    }
    response.body.on('error', () => {}).destroy();
    if (hops >= maxRedirects) {
      throw new AppError(
        'unavailable',
        `"${target.url.hostname}" redirected more than ${maxRedirects} times.`,
      );
    }
    const next = URL.canParse(location, target.url.href) ? new URL(location, target.url.href).href : location;
    const { origin } = target.url;
    target = checkUrl(next, policy);
    if (target.url.origin !== origin) headers = withoutCredentials(headers);
    if (response.statusCode === 303 || (response.statusCode < 303 && method === 'POST')) {
      method = 'GET';
      body = null;
    }
  }
}

async function read(url: URL, response: Dispatcher.ResponseData, maxBytes: number): Promise<EgressResponse> {
  const encoding = response.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    response.body.on('error', () => {}).destroy();
    throw new AppError('unavailable', `"${url.hostname}" sent a compressed body that was not asked for.`);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  let truncated = false;
  for await (const chunk of response.body) {
    const bytes: Buffer = chunk;
    if (size + bytes.length > maxBytes) {
      chunks.push(bytes.subarray(0, maxBytes - size));
      truncated = true;
      break;
    }
    chunks.push(bytes);
    size += bytes.length;
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return { url: url.href, status: response.statusCode, headers, body: Buffer.concat(chunks), truncated };
}

function withoutCredentials(headers: Record<string, string>): Record<string, string> {
  const secret = /^(authorization|cookie|x-api-key)$/i;
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !secret.test(name)));
}

function refusal(error: unknown, why: { cancelled: boolean; timedOut: boolean }): unknown {
  if (why.cancelled) return new AppError('cancelled', 'The request was cancelled.', { cause: error });
  if (why.timedOut) return new AppError('timed_out', 'The address did not answer in time.', { cause: error });
  if (isAppError(error)) return error;
  const cause = error instanceof Error ? error.cause : undefined;
  if (isAppError(cause)) return cause;
  return new AppError('unavailable', 'The address could not be reached.', { cause: error });
}
