import { AuthApiError, type Session, type SupabaseClient } from '@supabase/supabase-js';
import type { RunningLocalAuth } from './start-local-auth.ts';

export const password = 'correct horse battery';

let count = 0;

export function newAddress(): string {
  count += 1;
  return `person-${count}@example.test`;
}

/** A new account, with the client that signed up. */
export async function signedUp(
  auth: RunningLocalAuth,
): Promise<{ email: string; client: SupabaseClient; session: Session }> {
  const email = newAddress();
  const client = auth.client();
  const { data, error } = await client.auth.signUp({ email, password });
  if (error) throw error;
  return { email, client, session: sessionIn(data) };
}

export function sessionIn(data: { session: Session | null }): Session {
  if (!data.session) throw new Error('no session');
  return data.session;
}

/** What the client's own typed error says; throws when there is none, or one of another class. */
export function refusal(error: unknown): { code: string | undefined; status: number } {
  if (!(error instanceof AuthApiError)) throw new Error(`not an AuthApiError: ${String(error)}`);
  return { code: error.code, status: error.status };
}
