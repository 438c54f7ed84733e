import { isId } from '@agent-factory/contracts';
import { type NextRequest, NextResponse } from 'next/server';
import { webEnv } from '../../../../../env.ts';
import { problem } from '../../../../../gateway/forward-upload.ts';
import { isOwnRequest } from '../../../../../security/is-own-request.ts';
import { visitorOf } from '../../../../../session/auth-client.ts';
import { currentSession } from '../../../../../session/current-session.ts';
import { clearSession, readSession, writeSession } from '../../../../../session/session-cookies.ts';
import { takeTeam } from '../../../../../teams/team-cookie.ts';
import { reportFormat, sendReport } from '../../../../../tests/send-report.ts';

export const dynamic = 'force-dynamic';

/** A test run's report: as a page of its own, or to be saved. */
export async function GET(
  request: NextRequest,
  { params }: { params: Promise<{ testRunId: string }> },
): Promise<Response> {
  if (!isOwnRequest(request, webEnv().webOrigin)) {
    return problem(403, 'forbidden', 'This request came from another site.');
  }
  const { testRunId } = await params;
  const format = reportFormat(request.nextUrl.searchParams.get('format'));
  if (!isId('testRun', testRunId) || format === null) {
    return problem(404, 'not_found', 'There is no such report.');
  }
  const { state, session } = await currentSession(readSession(request.cookies), visitorOf(request));
  const teamId = takeTeam(new URLSearchParams(request.nextUrl.search));
  const answer = await sendReport({ session, teamId, testRunId, format });
  const response = new NextResponse(answer.body, answer);
  if (state === 'refreshed') writeSession(response.cookies, session);
  if (state === 'ended') clearSession(response.cookies);
  return response;
}
