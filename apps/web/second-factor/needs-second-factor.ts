import type { User } from '@supabase/supabase-js';
import { safePath } from '../security/safe-path.ts';

/** Whether the account has a second factor that counts, so that a password or a link alone opens nothing. */
export function needsSecondFactor(user: Pick<User, 'factors'>): boolean {
  return (user.factors ?? []).some(({ status }) => status === 'verified');
}

/** The page that asks for it, and where to go on from there. */
export function secondFactorPath(next: string | null): string {
  return `/second-factor?next=${encodeURIComponent(safePath(next))}`;
}
