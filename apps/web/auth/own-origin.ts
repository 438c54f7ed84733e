import { headers } from 'next/headers';
import { webEnv } from '../env.ts';

/** The address of this app as links in mails have to carry it. */
export async function ownOrigin(): Promise<string> {
  const { webOrigin } = webEnv();
  if (webOrigin !== null) return webOrigin;
  const incoming = await headers();
  return `http://${incoming.get('host') ?? 'localhost:3000'}`;
}
