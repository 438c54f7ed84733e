import { type NextRequest, NextResponse } from 'next/server';
import { webEnv } from '../../../../env.ts';
import { forwardToApi, trpcError } from '../../../../gateway/forward-to-api.ts';
import { isOwnRequest } from '../../../../security/is-own-request.ts';
import { visitorOf } from '../../../../session/auth-client.ts';
import { currentSession } from '../../../../session/current-session.ts';
import { clearSession, readSession, writeSession } from '../../../../session/session-cookies.ts';
import { takeTeam } from '../../../../teams/team-cookie.ts';

export const dynamic = 'force-dynamic';

/** The browser's only way to the API: its cookie goes in, a bearer token goes on. */
async function handle(request: NextRequest): Promise<Response> {
  const env = webEnv();
  if (!isOwnRequest(request, env.webOrigin)) {
    return trpcError(403, 'forbidden', 'This request came from another site.', null);
  }
  const { state, session } = await currentSession(readSession(request.cookies), visitorOf(request));
  const query = new URLSearchParams(request.nextUrl.search);
  const teamId = takeTeam(query);
  const answer = await forwardToApi(request, {
    apiUrl: env.apiUrl,
    target: `${request.nextUrl.pathname.slice('/api/trpc/'.length)}?${query}`,
    teamId,
    accessToken: session?.accessToken ?? null,
    webHopSecret: env.webHopSecret,
  });
  const response = new NextResponse(answer.body, answer);
  if (state === 'refreshed') writeSession(response.cookies, session);
  if (state === 'ended') clearSession(response.cookies);
  return response;
}

export { handle as GET, handle as POST };
