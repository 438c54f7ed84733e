import type { TeamId } from '@agent-factory/contracts';
import { apiFetch } from './api-fetch.ts';
import { visitorAddress, webHopHeaders } from './visitor-address.ts';

// The visitor's program is named in the audit log, not this server.
const requestHeaders = ['accept', 'content-type', 'last-event-id', 'trpc-accept', 'user-agent'];
const responseHeaders = ['content-type', 'retry-after', 'x-request-id'];
const maxBodyBytes = 2_000_000;

export interface ForwardOptions {
  apiUrl: string;
  /** Path and query below the API's `/trpc/`. */
  target: string;
  accessToken: string | null;
  /** The team that the page shows; the API asks whether the visitor is in it. */
  teamId?: TeamId | null;
  /** What is shared with the API; without it the API takes this server for the client. */
  webHopSecret?: string | null;
}

/**
 * Passes a tRPC call on to the API with the visitor's token, and its answer back as it arrives. When the
 * visitor leaves, the call is aborted; when the API does not answer, the visitor gets a tRPC error.
 */
export async function forwardToApi(request: Request, options: ForwardOptions): Promise<Response> {
  const headers = new Headers(webHopHeaders(visitorAddress(request.headers), options.webHopSecret ?? null));
  for (const name of requestHeaders) {
    const value = request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  const requestId = `req_${crypto.randomUUID().replaceAll('-', '')}`;
  headers.set('x-request-id', requestId);
  if (options.accessToken !== null) headers.set('authorization', `Bearer ${options.accessToken}`);
  if (options.teamId) headers.set('x-team-id', options.teamId);

  const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
  const body = hasBody ? await request.arrayBuffer() : null;
  if (body !== null && body.byteLength > maxBodyBytes) {
    return trpcError(413, 'payload_too_large', 'That is too large to send.', requestId);
  }
  let answer: Response;
  try {
    answer = await apiFetch(new URL(`${options.apiUrl}/trpc/${options.target}`), {
      method: request.method,
      headers,
      body,
      signal: request.signal,
      redirect: 'error',
      cache: 'no-store',
    });
  } catch {
    return trpcError(503, 'unavailable', 'The API does not answer. Try again in a moment.', requestId);
  }
  const passed = new Headers({ 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' });
  for (const name of responseHeaders) {
    const value = answer.headers.get(name);
    if (value !== null) passed.set(name, value);
  }
  return new Response(answer.body, { status: answer.status, headers: passed });
}

/** An error in the envelope that the tRPC client reads, with the API's own fields in `data`. */
export function trpcError(status: number, code: string, message: string, requestId: string | null): Response {
  const data = { code: 'INTERNAL_SERVER_ERROR', httpStatus: status, app_code: code, request_id: requestId };
  return Response.json(
    { error: { code: -32603, message, data } },
    { status, headers: { 'cache-control': 'no-store' } },
  );
}
