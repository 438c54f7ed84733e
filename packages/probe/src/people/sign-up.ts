import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { parsedJson } from '../description/read-description.ts';
import { type Door, GaveUp } from '../wire/door.ts';
import { bearer, type Caller } from './caller.ts';

const sessionSchema = z.looseObject({ access_token: z.string(), user: z.looseObject({ id: z.string() }) });

export interface Account {
  caller: Caller;
  email: string;
  password: string;
  userId: string;
}

/**
 * Makes a throw-away account at the auth service (Supabase Auth's protocol). Throws `GaveUp` where that is not open to
 * everybody, or wants a mail to be confirmed first.
 */
export async function signUp(auth: Door, anonKey: string, name: string): Promise<Account> {
  const email = `agf-probe-${randomBytes(8).toString('hex')}@example.com`;
  const password = randomBytes(24).toString('base64url');
  const { status, text } = await auth.ask({
    method: 'POST',
    path: '/auth/v1/signup',
    headers: { apikey: anonKey },
    body: { email, password },
  });
  const session = sessionSchema.safeParse(parsedJson(text));
  if (!session.success) {
    throw new GaveUp(
      `no throw-away account can be made (${status}): give two tenants by --key-a and --key-b instead`,
    );
  }
  return {
    caller: { ...bearer(name, session.data.access_token), email },
    email,
    password,
    userId: session.data.user.id,
  };
}
