import { isId } from '@agent-factory/contracts';
import { type NextRequest, NextResponse } from 'next/server';
import { webEnv } from '../../../../../env.ts';
import { forwardPicture } from '../../../../../gateway/forward-picture.ts';
import { problem } from '../../../../../gateway/forward-upload.ts';
import { isOwnRequest } from '../../../../../security/is-own-request.ts';
import { visitorOf } from '../../../../../session/auth-client.ts';
import { currentSession } from '../../../../../session/current-session.ts';
import { clearSession, readSession, writeSession } from '../../../../../session/session-cookies.ts';
import { takeTeam } from '../../../../../teams/team-cookie.ts';

export const dynamic = 'force-dynamic';

interface PictureContext {
  params: Promise<{ templateId: string; position: string }>;
}

/** Pictures of listings, which the browser may load from this origin alone. */
async function handle(request: NextRequest, { params }: PictureContext): Promise<Response> {
  const env = webEnv();
  if (!isOwnRequest(request, env.webOrigin)) {
    return problem(403, 'forbidden', 'This request came from another site.');
  }
  const { templateId, position } = await params;
  if (!isId('template', templateId) || !/^\d$/.test(position)) {
    return problem(404, 'not_found', 'There is no such picture.');
  }
  const { state, session } = await currentSession(readSession(request.cookies), visitorOf(request));
  const query = new URLSearchParams(request.nextUrl.search);
  const teamId = takeTeam(query);
  // What is not listed yet is its team's alone to see.
  const isOwn = query.has('own') || request.method === 'PUT';
  query.delete('own');
  const text = query.toString();
  const answer = await forwardPicture(request, {
    apiUrl: env.apiUrl,
    path: `/v1/${isOwn ? '' : 'marketplace/'}templates/${templateId}/pictures/${position}${text === '' ? '' : `?${text}`}`,
    teamId,
    accessToken: session?.accessToken ?? null,
    webHopSecret: env.webHopSecret,
  });
  const response = new NextResponse(answer.body, answer);
  if (state === 'refreshed') writeSession(response.cookies, session);
  if (state === 'ended') clearSession(response.cookies);
  return response;
}

export { handle as GET, handle as PUT };
