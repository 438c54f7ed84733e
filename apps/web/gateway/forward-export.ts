import type { TeamId } from '@agent-factory/contracts';
import { apiFetch } from './api-fetch.ts';
import { problem } from './forward-upload.ts';
import { visitorAddress, webHopHeaders } from './visitor-address.ts';

const responseHeaders = [
  'content-type',
  'content-length',
  'content-disposition',
  'retry-after',
  'x-request-id',
];

/** Fetches a file from the API with the visitor's token, and passes it on as it arrives. */
export async function forwardExport(
  request: Request,
  {
    apiUrl,
    path,
    query,
    accessToken,
    teamId,
    webHopSecret = null,
  }: {
    apiUrl: string;
    path: string;
    query: URLSearchParams;
    accessToken: string | null;
    teamId: TeamId | null;
    webHopSecret?: string | null;
  },
): Promise<Response> {
  const target = new URL(`${apiUrl}${path}`);
  target.search = query.toString();
  const headers = new Headers({
    ...webHopHeaders(visitorAddress(request.headers), webHopSecret),
    ...(accessToken === null ? {} : { authorization: `Bearer ${accessToken}` }),
    ...(teamId === null ? {} : { 'x-team-id': teamId }),
  });
  const agent = request.headers.get('user-agent');
  if (agent !== null) headers.set('user-agent', agent);
  let answer: Response;
  try {
    answer = await apiFetch(target, {
      headers,
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
