'use server';

import { cookies } from 'next/headers';
import { authMessage } from '../auth/auth-message.ts';
import { createAuthClient } from '../session/auth-client.ts';
import { readSession } from '../session/session-cookies.ts';
import { currentVisitor } from '../session/visitor.ts';

/** Ends every session of the visitor but this one, at whichever auth service keeps them. */
export async function endOtherSessions(): Promise<{ done: true } | { error: string }> {
  const session = readSession(await cookies());
  if (session === null) return { error: 'You are signed out. Sign in again.' };
  const client = createAuthClient(await currentVisitor());
  const { error } = await client.admin.signOut(session.accessToken, 'others');
  return error === null ? { done: true } : { error: await authMessage(error) };
}
