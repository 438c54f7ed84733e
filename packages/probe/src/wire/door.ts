import { setTimeout as sleep } from 'node:timers/promises';

export interface Request {
  method: string;
  /** Path and query below the deployment's address. */
  path: string;
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  body?: unknown;
}

export interface Answer {
  status: number;
  /** Without parameters; empty where there is none. */
  type: string;
  /** At most the first megabyte; of a stream what it said in its first moments. */
  text: string;
  ms: number;
}

/** The way into one deployment: paced by its own limits, bounded in all. */
export interface Door {
  readonly url: string;
  /** How many requests were sent. */
  readonly sent: number;
  /** How long it waited because it was told to, in milliseconds. */
  readonly waitedMs: number;
  /** Waits out a 429 unless `impatient`. Throws `GaveUp` when a bound is reached or nobody answers. */
  ask(request: Request, impatient?: boolean): Promise<Answer>;
}

/** The probe cannot go on; nothing is said about the deployment by that. */
export class GaveUp extends Error {
  override name = 'GaveUp';
}

export interface DoorOptions {
  url: string;
  /** Requests in all. */
  maxRequests: number;
  /** Milliseconds after which it ends, waits included. */
  maxMs: number;
}

const answerMs = 30_000;
/** A stream says its refusal, or its first event, at once. */
const streamMs = 1_500;
const maxChars = 1_000_000;
/** One wait is at most so long: a minute's window, and a little. */
const longestWaitMs = 120_000;
const triesPerRequest = 4;

export function openDoor({ url, maxRequests, maxMs }: DoorOptions): Door {
  const until = performance.now() + maxMs;
  let sent = 0;
  let waitedMs = 0;

  async function once({ method, path, headers = {}, body }: Request): Promise<Answer & { retryMs: number }> {
    if (sent >= maxRequests)
      throw new GaveUp(`${maxRequests} requests were sent, which is the most it may send`);
    if (performance.now() > until)
      throw new GaveUp(`it ran for ${Math.round(maxMs / 60_000)} minutes, the most it may`);
    sent += 1;
    const from = performance.now();
    // biome-ignore lint/style/noRestrictedGlobals: the operator names the one address that this asks
    const response = await fetch(url + path, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'manual',
      signal: AbortSignal.timeout(answerMs),
    }).catch((cause: unknown) => {
      throw new GaveUp(`${method} ${path} got no answer: ${cause instanceof Error ? cause.message : cause}`, {
        cause,
      });
    });
    const ms = performance.now() - from;
    const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
    const text = await (type === 'text/event-stream' ? firstOf(response) : wholeOf(response));
    const retrySeconds = Number(response.headers.get('retry-after') ?? '1');
    return {
      status: response.status,
      type,
      text,
      ms,
      retryMs: (Number.isFinite(retrySeconds) ? retrySeconds : 1) * 1_000,
    };
  }

  return {
    url,
    get sent() {
      return sent;
    },
    get waitedMs() {
      return waitedMs;
    },
    async ask(request, impatient = false) {
      for (let left = triesPerRequest; ; left -= 1) {
        const { retryMs, ...answer } = await once(request);
        if (answer.status !== 429 || impatient || left <= 1) return answer;
        const wait = Math.min(Math.max(retryMs, 100), longestWaitMs);
        waitedMs += wait;
        await sleep(wait);
      }
    },
  };
}

async function wholeOf(response: Response): Promise<string> {
  const text = await response.text().catch(() => '');
  return text.slice(0, maxChars);
}

async function firstOf(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const decoder = new TextDecoder();
  const late = sleep(streamMs, null);
  let text = '';
  for (;;) {
    const piece = await Promise.race([reader.read().catch(() => null), late]);
    if (piece === null || piece.done || text.length > maxChars) break;
    text += decoder.decode(piece.value, { stream: true });
  }
  await reader.cancel().catch(() => {});
  return text;
}
