'use server';

import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { createAuthClient } from '../session/auth-client.ts';
import { clearSession, readSession } from '../session/session-cookies.ts';
import { currentVisitor } from '../session/visitor.ts';
import { clearTeam } from '../teams/team-cookie.ts';

/** Ends the session of this browser, at the auth service and here; here even if the service does not answer. */
export async function signOut(): Promise<never> {
  const jar = await cookies();
  const session = readSession(jar);
  if (session !== null)
    await createAuthClient(await currentVisitor()).admin.signOut(session.accessToken, 'local');
  clearSession(jar);
  // Whoever signs in here next has teams of their own.
  clearTeam(jar);
  redirect('/sign-in');
}
