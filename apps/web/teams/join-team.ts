'use server';

import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { readSession } from '../session/session-cookies.ts';
import { apiAs } from '../trpc/api-as.ts';
import { apiFailure } from '../trpc/api-failure.ts';
import { writeTeam } from './team-cookie.ts';

/** Takes up the invitation of a link and opens the team; answers with why not, in words for the person. */
export async function joinTeam(token: string): Promise<{ error: string }> {
  const jar = await cookies();
  try {
    const joined = await apiAs(readSession(jar), null).invitations.accept.mutate({ token });
    writeTeam(jar, joined.team_id);
  } catch (error) {
    return { error: apiFailure(error).message };
  }
  redirect('/agents');
}
