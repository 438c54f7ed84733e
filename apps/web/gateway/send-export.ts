import { type NextRequest, NextResponse } from 'next/server';
import { webEnv } from '../env.ts';
import { isOwnRequest } from '../security/is-own-request.ts';
import { visitorOf } from '../session/auth-client.ts';
import { currentSession } from '../session/current-session.ts';
import { clearSession, readSession, writeSession } from '../session/session-cookies.ts';
import { takeTeam } from '../teams/team-cookie.ts';
import { forwardExport } from './forward-export.ts';
import { problem } from './forward-upload.ts';

/**
 * Answers a browser that saves a file of the API's (`/v1/creator/earnings.csv`) as it arrives, since it may be larger than
 * memory: for our own pages alone, with the visitor's session, in the team that `team` of the address names.
 */
export async function sendExport(request: NextRequest, path: string): Promise<Response> {
  const query = new URLSearchParams(request.nextUrl.search);
  const teamId = takeTeam(query);
  return sendFile(request, { path, query, teamId });
}

/** The same where the file is a person's: any team of theirs opens the door. */
export function sendPersonalExport(request: NextRequest, path: string): Promise<Response> {
  return sendFile(request, { path, query: new URLSearchParams(), teamId: null });
}

async function sendFile(
  request: NextRequest,
  file: Pick<Parameters<typeof forwardExport>[1], 'path' | 'query' | 'teamId'>,
): Promise<Response> {
  const env = webEnv();
  if (!isOwnRequest(request, env.webOrigin)) {
    return problem(403, 'forbidden', 'This request came from another site.');
  }
  const { state, session } = await currentSession(readSession(request.cookies), visitorOf(request));
  const answer = await forwardExport(request, {
    ...file,
    apiUrl: env.apiUrl,
    accessToken: session?.accessToken ?? null,
    webHopSecret: env.webHopSecret,
  });
  const response = new NextResponse(answer.body, answer);
  if (state === 'refreshed') writeSession(response.cookies, session);
  if (state === 'ended') clearSession(response.cookies);
  return response;
}
