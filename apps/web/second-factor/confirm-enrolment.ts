'use server';

import { authMessage } from '../auth/auth-message.ts';
import { keepSession, visitorsClient } from './visitors-client.ts';

/** The app's first code: from now on it is asked for. Ends the person's other sessions. */
export async function confirmEnrolment(input: {
  factorId: string;
  code: string;
}): Promise<{ done: true } | { error: string }> {
  const visitor = await visitorsClient();
  if (visitor === null) return { error: 'You are signed out. Sign in again.' };
  const { error } = await visitor.client.mfa.challengeAndVerify({
    factorId: String(input.factorId),
    code: String(input.code).replaceAll(/\s/g, ''),
  });
  if (error !== null) return { error: await authMessage(error) };
  await keepSession(visitor.client);
  return { done: true };
}
