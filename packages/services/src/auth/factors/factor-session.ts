import type { Transaction } from '@agent-factory/db';
import { type AuthSessionRow, type FactorRow, findSession, lockFactors } from '@agent-factory/db/auth';
import { AuthError } from '../auth-error.ts';
import type { AuthPrincipal } from '../authenticate-session.ts';

/** The session that acts, and the factors of its user, both as of now and held for this transaction. */
export interface FactorSession {
  session: AuthSessionRow;
  factors: FactorRow[];
}

/** Throws `session_not_found`. */
export async function lockFactorSession(tx: Transaction, principal: AuthPrincipal): Promise<FactorSession> {
  const session = await findSession(tx, principal);
  if (!session) {
    throw new AuthError('session_not_found', 'Session from session_id claim in JWT does not exist');
  }
  return { session, factors: await lockFactors(tx, principal.userId) };
}

/** A factor that an authenticator app holds and that has shown a code. */
export function isVerifiedTotp({ factor_type, status }: FactorRow): boolean {
  return factor_type === 'totp' && status === 'verified';
}

/** The same answer for a factor that is not there, another's, and one that is no authenticator app's. */
export function totpFactorOf(
  factors: readonly FactorRow[],
  id: string,
): FactorRow & { sealed_secret: Buffer } {
  const factor = factors.find((one) => one.id === id);
  const sealed = factor?.sealed_secret;
  if (!factor || !sealed) throw new AuthError('mfa_factor_not_found', 'Factor not found');
  return { ...factor, sealed_secret: sealed };
}

/** Throws `insufficient_aal` unless the session showed two factors. */
export function requireAal2({ session }: FactorSession, what: string): void {
  if (session.aal !== 'aal2') throw new AuthError('insufficient_aal', `AAL2 required to ${what}`);
}
