import { cookies } from 'next/headers';
import { createAuthClient } from '../session/auth-client.ts';
import { readSession, type WebSession, writeSession } from '../session/session-cookies.ts';
import { currentVisitor } from '../session/visitor.ts';

/** The auth service on behalf of whoever is signed in; null for a stranger, and when the session has ended. */
export async function visitorsClient(): Promise<{
  client: ReturnType<typeof createAuthClient>;
  session: WebSession;
} | null> {
  const session = readSession(await cookies());
  if (session === null) return null;
  const client = createAuthClient(await currentVisitor());
  const { error } = await client.setSession({
    access_token: session.accessToken,
    refresh_token: session.refreshToken,
  });
  return error === null ? { client, session } : null;
}

/** Puts the tokens that the client holds by now into the cookies: raising a session replaces both. */
export async function keepSession(client: ReturnType<typeof createAuthClient>): Promise<void> {
  const { data } = await client.getSession();
  if (data.session === null) return;
  writeSession(await cookies(), {
    accessToken: data.session.access_token,
    refreshToken: data.session.refresh_token,
  });
}
