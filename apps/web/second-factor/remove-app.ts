'use server';

import { authMessage } from '../auth/auth-message.ts';
import { keepSession, visitorsClient } from './visitors-client.ts';

/** Removes an authenticator app; with the last one the account is back to one factor. */
export async function removeApp(factorId: string): Promise<{ done: true } | { error: string }> {
  const visitor = await visitorsClient();
  if (visitor === null) return { error: 'You are signed out. Sign in again.' };
  const { client, session } = visitor;
  const { error } = await client.mfa.unenroll({ factorId: String(factorId) });
  if (error !== null) return { error: await authMessage(error) };
  // The next token says what the session still is.
  const refreshed = await client.refreshSession({ refresh_token: session.refreshToken });
  if (refreshed.error === null) await keepSession(client);
  return { done: true };
}
