'use server';

import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { safePath } from '../security/safe-path.ts';
import { type AuthMemory, createAuthClient } from '../session/auth-client.ts';
import { cookieName, secureCookie } from '../session/session-cookies.ts';
import { currentVisitor } from '../session/visitor.ts';
import { serverWords } from '../words/server-words.ts';
import { authMessage } from './auth-message.ts';
import type { AuthOutcome } from './auth-outcome.ts';
import { type EmailForm, emailForm } from './forms.ts';
import { ownOrigin } from './own-origin.ts';
import { pkceCookie } from './pkce-cookie.ts';

const tenMinutesSeconds = 600;

/** Sends the visitor to the identity provider that the auth service has for the domain of the address (SAML, PKCE). */
export async function signInWithCompany(form: EmailForm, next: string | null): Promise<AuthOutcome> {
  const parsed = emailForm.safeParse(form);
  if (!parsed.success) return { error: (await serverWords('auth'))('emailWrong') };
  const memory: AuthMemory = new Map();
  const { data, error } = await createAuthClient(await currentVisitor(), memory, 'pkce').signInWithSSO({
    domain: parsed.data.email.slice(parsed.data.email.lastIndexOf('@') + 1),
    options: {
      redirectTo: `${await ownOrigin()}/auth/confirm?next=${encodeURIComponent(safePath(next))}`,
      skipBrowserRedirect: true,
    },
  });
  if (error !== null) return { error: await authMessage(error) };
  const jar = await cookies();
  const remembered = JSON.stringify(Object.fromEntries(memory));
  jar.set(cookieName(pkceCookie), remembered, secureCookie(tenMinutesSeconds));
  redirect(data.url);
}
