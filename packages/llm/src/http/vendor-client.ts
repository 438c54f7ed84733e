import { Agent, request, fetch as undiciFetch } from 'undici';
import { readEvents } from './read-events.ts';
import { VendorFailure } from './vendor-failure.ts';

/** The client for all vendors of one router: connections are kept, and the time to connect is bounded. */
export interface VendorClient {
  /** Posts JSON and reads the events that come back; throws VendorFailure or what broke the connection. */
  stream(
    url: string,
    options: { headers: Record<string, string>; body: object; signal: AbortSignal | undefined },
  ): AsyncIterable<unknown>;
  fetch: typeof globalThis.fetch;
}

export function createVendorClient(connectMs: number): VendorClient {
  // What comes after connecting is under the clocks of each attempt.
  const dispatcher = new Agent({ connect: { timeout: connectMs }, headersTimeout: 0, bodyTimeout: 0 });
  return {
    async *stream(url, { headers, body, signal }) {
      const answer = await request(url, {
        dispatcher,
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
        body: JSON.stringify(body),
        signal: signal ?? null,
      });
      if (answer.statusCode >= 200 && answer.statusCode < 300) yield* readEvents(answer.body);
      else
        throw new VendorFailure(answer.statusCode, asHeaders(answer.headers), await readError(answer.body));
    },
    fetch: asFetch((input, init) => undiciFetch(input, { ...init, dispatcher })),
  };
}

async function readError(body: { text(): Promise<string> }): Promise<unknown> {
  const text = await body.text();
  try {
    return JSON.parse(text);
  } catch {
    return text.slice(0, 2_000);
  }
}

function asHeaders(raw: Record<string, string | string[] | undefined>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw)) if (typeof value === 'string') headers.set(name, value);
  return headers;
}

/** undici's fetch is the one that Node's global is made of: same behaviour, declared in another package. */
function asFetch(
  fetch: (...parameters: Parameters<typeof undiciFetch>) => ReturnType<typeof undiciFetch>,
): typeof globalThis.fetch {
  return fetch as unknown as typeof globalThis.fetch;
}
