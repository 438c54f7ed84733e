'use server';

import { authMessage } from '../auth/auth-message.ts';
import { visitorsClient } from './visitors-client.ts';

/** An authenticator app that counts. */
export interface AuthenticatorApp {
  id: string;
  name: string;
  createdAt: string;
}

export interface SecondFactorState {
  apps: AuthenticatorApp[];
  /** Null where there are no recovery codes, or the service knows none. */
  recoveryCodes: { total: number; remaining: number } | null;
}

/** The visitor's second factors. */
export async function readSecondFactor(): Promise<SecondFactorState | { error: string }> {
  const visitor = await visitorsClient();
  if (visitor === null) return { error: 'You are signed out. Sign in again.' };
  const { mfa } = visitor.client;
  const [factors, codes] = await Promise.all([mfa.listFactors(), mfa.recoveryCodes.getStatus()]);
  if (factors.error !== null) return { error: await authMessage(factors.error) };
  return {
    apps: factors.data.totp.map(({ id, friendly_name, created_at }) => ({
      id,
      name: friendly_name ?? 'Authenticator app',
      createdAt: created_at,
    })),
    recoveryCodes: codes.data === null ? null : { total: codes.data.total, remaining: codes.data.remaining },
  };
}
