'use server';

import { authMessage } from '../auth/auth-message.ts';
import { visitorsClient } from './visitors-client.ts';

/** A set of recovery codes, shown this once; those before stop working. */
export async function makeRecoveryCodes(): Promise<{ codes: string[] } | { error: string }> {
  const visitor = await visitorsClient();
  if (visitor === null) return { error: 'You are signed out. Sign in again.' };
  const { recoveryCodes } = visitor.client.mfa;
  const made = await recoveryCodes.regenerate();
  const { data, error } = made.error?.code === 'mfa_factor_not_found' ? await recoveryCodes.generate() : made;
  return error === null ? { codes: data.codes } : { error: await authMessage(error) };
}
