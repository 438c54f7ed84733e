'use server';

import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { safePath } from '../security/safe-path.ts';
import { createAuthClient } from '../session/auth-client.ts';
import { clearSession, readSession } from '../session/session-cookies.ts';
import { currentVisitor } from '../session/visitor.ts';
import { clearTeam } from './team-cookie.ts';

/** Ends this browser's session and shows the door again, for somebody else to come in and go on to `next`. */
export async function signInAsAnother(next: string): Promise<never> {
  const jar = await cookies();
  const session = readSession(jar);
  if (session !== null)
    await createAuthClient(await currentVisitor()).admin.signOut(session.accessToken, 'local');
  clearSession(jar);
  // Whoever signs in here next has teams of their own.
  clearTeam(jar);
  redirect(`/sign-in?next=${encodeURIComponent(safePath(next))}`);
}
