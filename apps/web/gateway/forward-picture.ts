import type { TeamId } from '@agent-factory/contracts';
import { apiFetch } from './api-fetch.ts';
import { problem } from './forward-upload.ts';
import { visitorAddress, webHopHeaders } from './visitor-address.ts';

const responseHeaders = ['content-type', 'content-length', 'retry-after', 'x-request-id', 'etag'];
/** Above the API's own bound, which is what people are told of. */
const maxBodyBytes = 2 * 1024 * 1024;
/** A picture that was replaced is seen soon; one that is looked at again costs nothing. */
const keepSeconds = 60;

export interface ForwardPictureOptions {
  apiUrl: string;
  /** Of the API, with its query. */
  path: string;
  accessToken: string | null;
  teamId: TeamId | null;
  webHopSecret?: string | null;
}

/** A picture of a listing, from the API or to it. What comes back is shown as a picture and as nothing else. */
export async function forwardPicture(
  request: Request,
  { apiUrl, path, accessToken, teamId, webHopSecret = null }: ForwardPictureOptions,
): Promise<Response> {
  const isUpload = request.method === 'PUT';
  const length = Number(request.headers.get('content-length') ?? Number.NaN);
  if (isUpload && !(length <= maxBodyBytes)) {
    return problem(413, 'payload_too_large', 'A picture may have 1 MB. Make it smaller.');
  }
  const headers = new Headers({
    ...webHopHeaders(visitorAddress(request.headers), webHopSecret),
    ...(accessToken === null ? {} : { authorization: `Bearer ${accessToken}` }),
    ...(teamId === null ? {} : { 'x-team-id': teamId }),
  });
  if (isUpload)
    headers.set('content-type', request.headers.get('content-type') ?? 'application/octet-stream');
  let answer: Response;
  try {
    answer = await apiFetch(new URL(`${apiUrl}${path}`), {
      method: request.method,
      headers,
      body: isUpload ? await request.arrayBuffer() : null,
      signal: request.signal,
      redirect: 'error',
      cache: 'no-store',
    });
  } catch {
    return problem(503, 'unavailable', 'The API does not answer. Try again in a moment.');
  }
  const passed = new Headers({
    'cache-control': answer.ok && !isUpload ? `private, max-age=${keepSeconds}` : 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  });
  for (const name of responseHeaders) {
    const value = answer.headers.get(name);
    if (value !== null) passed.set(name, value);
  }
  return new Response(answer.body, { status: answer.status, headers: passed });
}
