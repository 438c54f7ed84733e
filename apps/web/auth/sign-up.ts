'use server';

import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { safePath } from '../security/safe-path.ts';
import { createAuthClient } from '../session/auth-client.ts';
import { writeSession } from '../session/session-cookies.ts';
import { currentVisitor } from '../session/visitor.ts';
import { authMessage } from './auth-message.ts';
import type { AuthOutcome } from './auth-outcome.ts';
import { type SignUpForm, signUpForm } from './forms.ts';
import { ownOrigin } from './own-origin.ts';

/** Makes an account. Where mails have to be confirmed first, the outcome is `sent`. */
export async function signUp(form: SignUpForm, next: string | null): Promise<AuthOutcome> {
  const parsed = signUpForm.safeParse(form);
  if (!parsed.success) return { error: 'Enter your email and a password of at least 8 characters.' };
  const { data, error } = await createAuthClient(await currentVisitor()).signUp({
    ...parsed.data,
    options: { emailRedirectTo: `${await ownOrigin()}${safePath(next)}` },
  });
  if (error !== null) return { error: await authMessage(error) };
  if (data.session === null) return { sent: true };
  writeSession(await cookies(), {
    accessToken: data.session.access_token,
    refreshToken: data.session.refresh_token,
  });
  redirect(safePath(next));
}
