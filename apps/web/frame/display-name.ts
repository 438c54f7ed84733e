import type { Me } from '../trpc/outputs.ts';

/** What to call the person who is signed in. */
export function displayName(me: Me): string {
  return me.user.name ?? me.user.email ?? 'You';
}
