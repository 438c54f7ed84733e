import type { TeamId } from '@agent-factory/contracts';
import { apiFetch } from './api-fetch.ts';
import { visitorAddress, webHopHeaders } from './visitor-address.ts';

const responseHeaders = ['content-type', 'retry-after', 'x-request-id'];
/** The API's own bound is what people are told of; this keeps the rest out of this process's memory. */
const maxBodyBytes = 11 * 1024 * 1024;

/**
 * Passes an uploaded file on to the API with the visitor's token, and its answer back. Refusals are problem documents
 * (RFC 9457), the API's own or this server's.
 */
export async function forwardUpload(
  request: Request,
  {
    apiUrl,
    name,
    accessToken,
    teamId,
    webHopSecret = null,
  }: {
    apiUrl: string;
    name: string;
    accessToken: string | null;
    teamId: TeamId | null;
    webHopSecret?: string | null;
  },
): Promise<Response> {
  const length = Number(request.headers.get('content-length') ?? Number.NaN);
  if (Number.isNaN(length) || length > maxBodyBytes) {
    return problem(413, 'payload_too_large', 'A document may have 10 MB at most. Split it.');
  }
  const target = new URL(`${apiUrl}/v1/documents`);
  target.searchParams.set('name', name);
  const headers = new Headers({
    ...webHopHeaders(visitorAddress(request.headers), webHopSecret),
    'content-type': request.headers.get('content-type') ?? 'application/octet-stream',
    ...(accessToken === null ? {} : { authorization: `Bearer ${accessToken}` }),
    ...(teamId === null ? {} : { 'x-team-id': teamId }),
  });
  let answer: Response;
  try {
    answer = await apiFetch(target, {
      method: 'POST',
      headers,
      body: await request.arrayBuffer(),
      signal: request.signal,
      redirect: 'error',
      cache: 'no-store',
    });
  } catch {
    return problem(503, 'unavailable', 'The API does not answer. Try again in a moment.');
  }
  const passed = new Headers({ 'cache-control': 'no-store' });
  for (const header of responseHeaders) {
    const value = answer.headers.get(header);
    if (value !== null) passed.set(header, value);
  }
  return new Response(answer.body, { status: answer.status, headers: passed });
}

export function problem(status: number, code: string, detail: string): Response {
  return Response.json(
    { type: 'about:blank', title: code, status, code, detail },
    { status, headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' } },
  );
}
