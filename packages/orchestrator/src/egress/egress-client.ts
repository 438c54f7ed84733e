import type { Socket } from 'node:net';
import { AppError, isAppError } from '@agent-factory/contracts';
import { Agent, type Dispatcher, request } from 'undici';
import { type CheckedUrl, checkUrl, type EgressPolicy } from './check-url.ts';
import { openSocket } from './open-socket.ts';
import { pinnedLookup, type Resolve, resolveBySystem } from './pinned-lookup.ts';

/** Where services of the web listen. */
export const webPorts: readonly number[] = [80, 443, 8080, 8443];
/** Where mail servers take mail from clients. */
const mailPorts: readonly number[] = [25, 465, 587, 2525];
const maxRedirects = 3;
const defaultMaxBytes = 1_000_000;
const redirectStatuses = [301, 302, 303, 307, 308];

export type EgressMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

export interface EgressRequest {
  url: string;
  method?: EgressMethod;
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
  /** For the whole exchange, redirects and body included. */
  timeoutMs?: number;
  /** What is read of the body; the rest is left unread. */
  maxBytes?: number;
  /** False: a redirect is the answer. True unless said. */
  followRedirects?: boolean;
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

/** An answer whose body is still coming. Read it to its end or return from it: until then it holds a connection. */
export interface EgressStream extends Omit<EgressResponse, 'body' | 'truncated'> {
  /** Refuses as `request` does; `payload_too_large` beyond `maxBytes`. */
  body: AsyncIterable<Uint8Array>;
}

/**
 * The only way out to addresses that users or models name (Q11). AppError: `invalid_input` for what is no web
 * address, `forbidden` for what is not public, `timed_out`, `cancelled`, `unavailable` for a network error.
 */
export interface EgressClient {
  /** What can be told of an address before anything is sent: for addresses that are stored. */
  check(url: string): CheckedUrl;
  request(input: EgressRequest): Promise<EgressResponse>;
  /** For answers that come in pieces. */
  open(input: EgressRequest): Promise<EgressStream>;
  /**
   * A socket to a mail server, for the client of another protocol: the same checks, mail's ports. The caller ends it.
   */
  connect(input: EgressTarget): Promise<Socket>;
  close(): Promise<void>;
}

export interface EgressTarget {
  host: string;
  port: number;
  timeoutMs?: number;
  signal?: AbortSignal;
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

  const dispatcherFor = (target: CheckedUrl) => (target.exempt ? exempt : checked);

  return {
    check: (url) => checkUrl(url, policy),
    async request(input) {
      const clock = clockOf(input);
      try {
        const { url, response } = await follow(input, policy, dispatcherFor, clock.signal);
        return await read(url, response, input.maxBytes ?? defaultMaxBytes);
      } catch (error) {
        throw clock.refusal(error);
      }
    },
    async open(input) {
      const clock = clockOf(input);
      try {
        const { url, response } = await follow(input, policy, dispatcherFor, clock.signal);
        refuseCompression(url, response);
        const body = pieces(url, response, input.maxBytes ?? defaultMaxBytes, clock);
        return { ...headOf(url, response), body };
      } catch (error) {
        throw clock.refusal(error);
      }
    },
    async connect(input) {
      const clock = clockOf(input);
      try {
        const lookup = pinnedLookup(options.resolve ?? resolveBySystem);
        return await openSocket(input, { ...policy, allowedPorts: mailPorts }, lookup, clock.signal);
      } catch (error) {
        throw clock.refusal(error);
      }
    },
    async close() {
      await Promise.all([checked.destroy(), exempt.destroy()]);
    },
  };
}

/** What ends one exchange, and what its end then means. */
interface ExchangeClock {
  signal: AbortSignal;
  refusal(error: unknown): unknown;
}

function clockOf(input: Pick<EgressRequest, 'timeoutMs' | 'signal'>): ExchangeClock {
  const timeout = AbortSignal.timeout(input.timeoutMs ?? 15_000);
  return {
    signal: input.signal === undefined ? timeout : AbortSignal.any([input.signal, timeout]),
    refusal: (error) =>
      refusal(error, { cancelled: input.signal?.aborted === true, timedOut: timeout.aborted }),
  };
}

/** Redirects are followed here, since each step has to pass the same checks as the first. */
async function follow(
  input: EgressRequest,
  policy: EgressPolicy,
  dispatcherFor: (target: CheckedUrl) => Dispatcher,
  signal: AbortSignal,
): Promise<{ url: URL; response: Dispatcher.ResponseData }> {
  let target = checkUrl(input.url, policy);
  let method: EgressMethod = input.method ?? 'GET';
  let body = input.body ?? null;
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
    const redirected = redirectStatuses.includes(response.statusCode) && typeof location === 'string';
    if (!redirected || input.followRedirects === false) return { url: target.url, response };
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
    const seeOther = response.statusCode === 303 && method !== 'HEAD';
    if (seeOther || (response.statusCode < 303 && method === 'POST')) {
      method = 'GET';
      body = null;
      headers = withoutBody(headers);
    }
  }
}

function refuseCompression(url: URL, response: Dispatcher.ResponseData): void {
  const encoding = response.headers['content-encoding'];
  if (encoding === undefined || encoding === 'identity') return;
  response.body.on('error', () => {}).destroy();
  throw new AppError('unavailable', `"${url.hostname}" sent a compressed body that was not asked for.`);
}

async function read(url: URL, response: Dispatcher.ResponseData, maxBytes: number): Promise<EgressResponse> {
  refuseCompression(url, response);
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
  return { ...headOf(url, response), body: Buffer.concat(chunks), truncated };
}

async function* pieces(
  url: URL,
  response: Dispatcher.ResponseData,
  maxBytes: number,
  clock: ExchangeClock,
): AsyncGenerator<Uint8Array, void, void> {
  let size = 0;
  try {
    for await (const chunk of response.body) {
      const bytes: Buffer = chunk;
      size += bytes.length;
      if (size > maxBytes) {
        throw new AppError('payload_too_large', `"${url.hostname}" sent more than ${maxBytes} bytes.`);
      }
      yield bytes;
    }
  } catch (error) {
    throw clock.refusal(error);
  }
}

function headOf(url: URL, response: Dispatcher.ResponseData): Omit<EgressResponse, 'body' | 'truncated'> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return { url: url.href, status: response.statusCode, headers };
}

/** Any header can carry a key, under whatever name a vendor gave it, so another origin gets only these. */
function withoutCredentials(headers: Record<string, string>): Record<string, string> {
  const harmless = /^(accept|accept-language|content-type|user-agent)$/i;
  return Object.fromEntries(Object.entries(headers).filter(([name]) => harmless.test(name)));
}

function withoutBody(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !/^content-/i.test(name)));
}

function refusal(error: unknown, why: { cancelled: boolean; timedOut: boolean }): unknown {
  if (why.cancelled) return new AppError('cancelled', 'The request was cancelled.', { cause: error });
  if (why.timedOut) return new AppError('timed_out', 'The address did not answer in time.', { cause: error });
  if (isAppError(error)) return error;
  const cause = error instanceof Error ? error.cause : undefined;
  if (isAppError(cause)) return cause;
  return new AppError('unavailable', 'The address could not be reached.', { cause: error });
}
