import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Endpoints } from './endpoints.ts';
import { dataDirectory } from './paths.ts';

type Account = NonNullable<Endpoints['demo']>;

interface Session {
  access_token: string;
  expires_in: number;
}

async function signIn({ api_url, anon_key }: Endpoints, demo: Account): Promise<Session> {
  const response = await fetch(`${api_url}/auth/v1/token?grant_type=password`, {
    method: 'POST',
    headers: { apikey: anon_key, 'content-type': 'application/json' },
    body: JSON.stringify(demo),
  });
  if (!response.ok)
    throw new Error(`The demo account could not sign in: ${response.status} ${await response.text()}`);
  return (await response.json()) as Session;
}

/**
 * Keeps a fresh access token of the demo account in `.data/demo-token` (mode 0600) for the curl line of the
 * README, signing in again well before it expires. Returns what ends that.
 */
export async function keepDemoToken(endpoints: Endpoints, demo: Account): Promise<() => void> {
  const renew = async (): Promise<number> => {
    const session = await signIn(endpoints, demo);
    await writeFile(join(dataDirectory, 'demo-token'), session.access_token, { mode: 0o600 });
    return session.expires_in;
  };
  const expiresInSeconds = await renew();
  // A renewal that fails (the API just stopped) leaves the old token, and the next one comes anyway.
  const timer = setInterval(() => void renew().catch(() => {}), (expiresInSeconds * 1_000) / 2);
  timer.unref();
  return () => clearInterval(timer);
}
