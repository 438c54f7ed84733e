import { withAuthService } from '@agent-factory/db';
import { insertChallenge } from '@agent-factory/db/auth';
import type { AuthContext } from '../auth-context.ts';
import type { AuthPrincipal } from '../authenticate-session.ts';
import { lockFactorSession, totpFactorOf } from './factor-session.ts';

/** How long a challenge can be answered; the protocol's default. */
const challengeMs = 300_000;

/** Opens a challenge of an own factor, to be answered with a code within five minutes. Throws `mfa_factor_not_found`. */
export async function challengeFactor({
  ctx,
  input,
}: {
  ctx: AuthContext;
  input: AuthPrincipal & { factorId: string };
}): Promise<{ id: string; expiresAt: Date }> {
  const at = new Date(ctx.clock.now());
  const expiresAt = new Date(at.getTime() + challengeMs);
  return withAuthService(ctx.db, async (tx) => {
    const { factors } = await lockFactorSession(tx, input);
    const factor = totpFactorOf(factors, input.factorId);
    const { id } = await insertChallenge(tx, { factorId: factor.id, at, expiresAt });
    return { id, expiresAt };
  });
}
