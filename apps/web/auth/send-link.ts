'use server';

import { safePath } from '../security/safe-path.ts';
import { createAuthClient } from '../session/auth-client.ts';
import { currentVisitor } from '../session/visitor.ts';
import { serverWords } from '../words/server-words.ts';
import { authMessage } from './auth-message.ts';
import type { AuthOutcome } from './auth-outcome.ts';
import { type EmailForm, emailForm } from './forms.ts';
import { ownOrigin } from './own-origin.ts';

/** Mails a link that signs in. The answer is the same whether or not the account exists. */
export async function sendMagicLink(form: EmailForm, next: string | null): Promise<AuthOutcome> {
  const parsed = emailForm.safeParse(form);
  if (!parsed.success) return { error: (await serverWords('auth'))('emailWrong') };
  const { error } = await createAuthClient(await currentVisitor()).signInWithOtp({
    email: parsed.data.email,
    options: { emailRedirectTo: `${await ownOrigin()}${safePath(next)}`, shouldCreateUser: false },
  });
  if (error === null || error.code === 'otp_disabled' || error.code === 'user_not_found')
    return { sent: true };
  return { error: await authMessage(error) };
}

/** Mails a link to choose a new password; says nothing about whether the account exists. */
export async function sendPasswordReset(form: EmailForm): Promise<AuthOutcome> {
  const parsed = emailForm.safeParse(form);
  if (!parsed.success) return { error: (await serverWords('auth'))('emailWrong') };
  const { error } = await createAuthClient(await currentVisitor()).resetPasswordForEmail(parsed.data.email, {
    redirectTo: `${await ownOrigin()}/reset-password`,
  });
  return error === null ? { sent: true } : { error: await authMessage(error) };
}
