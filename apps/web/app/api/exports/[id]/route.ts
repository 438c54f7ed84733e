import { type NextRequest, NextResponse } from 'next/server';
import { webEnv } from '../../../../env.ts';
import { forwardExport } from '../../../../gateway/forward-export.ts';
import { problem } from '../../../../gateway/forward-upload.ts';
import { isOwnRequest } from '../../../../security/is-own-request.ts';
import { visitorOf } from '../../../../session/auth-client.ts';
import { currentSession } from '../../../../session/current-session.ts';
import { clearSession, readSession, writeSession } from '../../../../session/session-cookies.ts';

export const dynamic = 'force-dynamic';

/** An archive may be larger than memory, so no tRPC: the browser saves it as it arrives. */
export async function GET(
  request: NextRequest,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const env = webEnv();
  if (!isOwnRequest(request, env.webOrigin)) {
    return problem(403, 'forbidden', 'This request came from another site.');
  }
  const { state, session } = await currentSession(readSession(request.cookies), visitorOf(request));
  const answer = await forwardExport(request, {
    apiUrl: env.apiUrl,
    path: `/v1/exports/${encodeURIComponent((await params).id)}/archive`,
    query: new URLSearchParams(),
    // Archives are people's: any team of theirs opens the door.
    teamId: null,
    accessToken: session?.accessToken ?? null,
    webHopSecret: env.webHopSecret,
  });
  const response = new NextResponse(answer.body, answer);
  if (state === 'refreshed') writeSession(response.cookies, session);
  if (state === 'ended') clearSession(response.cookies);
  return response;
}
