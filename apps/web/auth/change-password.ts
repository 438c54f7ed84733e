'use server';

import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { createAuthClient } from '../session/auth-client.ts';
import { readSession, writeSession } from '../session/session-cookies.ts';
import { currentVisitor } from '../session/visitor.ts';
import { serverWords } from '../words/server-words.ts';
import { authMessage } from './auth-message.ts';
import type { AuthOutcome } from './auth-outcome.ts';
import { type NewPasswordForm, newPasswordForm } from './forms.ts';

/** Sets a new password for whoever is signed in, as one is after following a reset link. */
export async function changePassword(form: NewPasswordForm): Promise<AuthOutcome> {
  const parsed = newPasswordForm.safeParse(form);
  if (!parsed.success) return { error: (await serverWords('auth'))('passwordShort') };
  const jar = await cookies();
  const session = readSession(jar);
  if (session === null) return { error: (await serverWords('auth'))('session_not_found') };

  const client = createAuthClient(await currentVisitor());
  const restored = await client.setSession({
    access_token: session.accessToken,
    refresh_token: session.refreshToken,
  });
  if (restored.error !== null) return { error: await authMessage(restored.error) };
  const { error } = await client.updateUser({ password: parsed.data.password });
  if (error !== null) return { error: await authMessage(error) };
  const { data } = await client.getSession();
  if (data.session !== null) {
    writeSession(jar, {
      accessToken: data.session.access_token,
      refreshToken: data.session.refresh_token,
    });
  }
  redirect('/agents');
}
