'use server';

import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { webEnv } from '../env.ts';
import { needsSecondFactor, secondFactorPath } from '../second-factor/needs-second-factor.ts';
import { safePath } from '../security/safe-path.ts';
import { createAuthClient } from '../session/auth-client.ts';
import { writeSession } from '../session/session-cookies.ts';
import { currentVisitor } from '../session/visitor.ts';
import { authMessage } from './auth-message.ts';
import type { AuthOutcome } from './auth-outcome.ts';
import { type SignInForm, signInForm } from './forms.ts';

export async function signIn(form: SignInForm, next: string | null): Promise<AuthOutcome> {
  const parsed = signInForm.safeParse(form);
  if (!parsed.success) return { error: 'Enter your email and password.' };
  const client = createAuthClient(await currentVisitor());
  const { data, error } = await client.signInWithPassword(parsed.data);
  if (error !== null) return { error: await authMessage(error) };
  writeSession(await cookies(), {
    accessToken: data.session.access_token,
    refreshToken: data.session.refresh_token,
  });
  redirect(needsSecondFactor(data.user) ? secondFactorPath(next) : safePath(next));
}

/** Signs in with the account that local mode brings along; there is none in production. */
export async function signInAsDemo(next: string | null): Promise<AuthOutcome> {
  const { demo } = webEnv();
  return demo === null ? { error: 'There is no demo account here.' } : signIn(demo, next);
}
