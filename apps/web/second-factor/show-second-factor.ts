'use server';

import { redirect } from 'next/navigation';
import { authMessage } from '../auth/auth-message.ts';
import { safePath } from '../security/safe-path.ts';
import { keepSession, visitorsClient } from './visitors-client.ts';

/** At sign-in: six digits are the app's code, anything else is taken for a recovery code. */
export async function showSecondFactor(
  input: { factorId: string; code: string },
  next: string | null,
): Promise<{ error: string }> {
  const visitor = await visitorsClient();
  if (visitor === null) redirect('/sign-in');
  const code = String(input.code).replaceAll(/\s/g, '');
  const { mfa } = visitor.client;
  const { error } = /^\d{6}$/.test(code)
    ? await mfa.challengeAndVerify({ factorId: String(input.factorId), code })
    : await mfa.recoveryCodes.verify({ code });
  if (error !== null) return { error: await authMessage(error) };
  await keepSession(visitor.client);
  redirect(safePath(next));
}
