import { type NextRequest, NextResponse } from 'next/server';
import { webEnv } from '../../../env.ts';
import { forwardExport } from '../../../gateway/forward-export.ts';
import { problem } from '../../../gateway/forward-upload.ts';
import { isOwnRequest } from '../../../security/is-own-request.ts';
import { visitorOf } from '../../../session/auth-client.ts';
import { currentSession } from '../../../session/current-session.ts';
import { clearSession, readSession, writeSession } from '../../../session/session-cookies.ts';
import { takeTeam } from '../../../teams/team-cookie.ts';

export const dynamic = 'force-dynamic';

/** A creator's statement as a file. */
export async function GET(request: NextRequest): Promise<Response> {
  const env = webEnv();
  if (!isOwnRequest(request, env.webOrigin)) {
    return problem(403, 'forbidden', 'This request came from another site.');
  }
  const { state, session } = await currentSession(readSession(request.cookies), visitorOf(request));
  const query = new URLSearchParams(request.nextUrl.search);
  const teamId = takeTeam(query);
  const answer = await forwardExport(request, {
    apiUrl: env.apiUrl,
    path: '/v1/creator/earnings.csv',
    query,
    teamId,
    accessToken: session?.accessToken ?? null,
    webHopSecret: env.webHopSecret,
  });
  const response = new NextResponse(answer.body, answer);
  if (state === 'refreshed') writeSession(response.cookies, session);
  if (state === 'ended') clearSession(response.cookies);
  return response;
}
