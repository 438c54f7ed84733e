import { type NextRequest, NextResponse } from 'next/server';
import { webEnv } from '../../../env.ts';
import { forwardUpload, problem } from '../../../gateway/forward-upload.ts';
import { isOwnRequest } from '../../../security/is-own-request.ts';
import { visitorOf } from '../../../session/auth-client.ts';
import { currentSession } from '../../../session/current-session.ts';
import { clearSession, readSession, writeSession } from '../../../session/session-cookies.ts';
import { takeTeam } from '../../../teams/team-cookie.ts';

export const dynamic = 'force-dynamic';

/** A file on its way to the API; a form of tRPC's would be JSON. The cookie goes in, a bearer token goes on. */
export async function POST(request: NextRequest): Promise<Response> {
  const env = webEnv();
  if (!isOwnRequest(request, env.webOrigin)) {
    return problem(403, 'forbidden', 'This request came from another site.');
  }
  const { state, session } = await currentSession(readSession(request.cookies), visitorOf(request));
  const answer = await forwardUpload(request, {
    apiUrl: env.apiUrl,
    name: request.nextUrl.searchParams.get('name') ?? '',
    teamId: takeTeam(new URLSearchParams(request.nextUrl.search)),
    accessToken: session?.accessToken ?? null,
    webHopSecret: env.webHopSecret,
  });
  const response = new NextResponse(answer.body, answer);
  if (state === 'refreshed') writeSession(response.cookies, session);
  if (state === 'ended') clearSession(response.cookies);
  return response;
}
