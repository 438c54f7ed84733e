import { headers } from 'next/headers';
import { type Visitor, visitorOf } from './auth-client.ts';

/** Whose request a page or an action answers. */
export async function currentVisitor(): Promise<Visitor> {
  return visitorOf({ headers: await headers() });
}
