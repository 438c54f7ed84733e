import type { WireRequest } from './wire.ts';

/** An answer as it came. */
export interface WireAnswer {
  status: number;
  type: string;
  headers: Headers;
  /** Null for a stream that was still going on when its headers had come. */
  text: string | null;
}

const patienceMs = 15_000;

/** Sends a request; of a stream only the beginning is waited for. */
export async function send(
  origin: string,
  { method, path, headers, body }: WireRequest,
): Promise<WireAnswer> {
  const gone = new AbortController();
  const signal = AbortSignal.any([gone.signal, AbortSignal.timeout(patienceMs)]);
  const response = await fetch(`${origin}${path}`, {
    method,
    headers,
    redirect: 'manual',
    signal,
    ...(body === null || method === 'GET' ? {} : { body: new Uint8Array(body) }),
  });
  const type = response.headers.get('content-type')?.split(';', 1)[0] ?? '';
  const answer = { status: response.status, type, headers: response.headers };
  if (type === 'text/event-stream') {
    gone.abort();
    return { ...answer, text: null };
  }
  return { ...answer, text: await response.text() };
}
