import { timingSafeEqual } from 'node:crypto';
import { type Transaction, withAuthService } from '@agent-factory/db';
import {
  countCodeFailure,
  deleteOneTimeToken,
  lockOneTimeTokens,
  type OneTimeTokenKind,
  type OneTimeTokenRow,
  takeOneTimeToken,
} from '@agent-factory/db/auth';
import type { AuthContext } from './auth-context.ts';
import type { AuthError } from './auth-error.ts';
import { codeHash } from './mail-one-time-token.ts';
import { codeLimits, countAttempt, forgiveAttempt } from './rate-limit.ts';

/** What the protocol calls the act that a token confirms. */
export type VerificationType = 'signup' | 'invite' | 'magiclink' | 'recovery' | 'email_change' | 'email';

/** A link's token, or an address with the code that was mailed to it. */
export type OneTimeProof = { tokenHash: string } | { email: string; code: string };

/** After as many wrong codes the mailed one is void. */
const codeFailuresAllowed = 5;

const kindsOf: Record<VerificationType, readonly OneTimeTokenKind[]> = {
  signup: ['signup'],
  invite: ['signup'],
  magiclink: ['magiclink'],
  recovery: ['recovery'],
  email_change: ['email_change'],
  email: ['signup', 'magiclink'],
};

/**
 * Takes the token that the proof opens and does `work` with it in one transaction: a token serves once, and
 * is still there when `work` fails. Throws `otp_expired` for whatever does not fit, without saying why.
 */
export async function redeemOneTimeToken<T>(
  ctx: AuthContext,
  input: { proof: OneTimeProof; kinds: readonly OneTimeTokenKind[]; ip: string; refusal: AuthError },
  work: (tx: Transaction, token: OneTimeTokenRow) => Promise<T>,
): Promise<T> {
  const { proof, kinds } = input;
  if ('tokenHash' in proof) {
    return withAuthService(ctx.db, async (tx) => {
      const tokenHash = ctx.keyedHash('link_token', proof.tokenHash);
      const token = await takeOneTimeToken(tx, { tokenHash, kinds });
      if (!token || token.expires_at.getTime() <= ctx.clock.now()) throw input.refusal;
      return work(tx, token);
    });
  }

  const limits = codeLimits(proof.email, input.ip);
  await countAttempt(ctx, limits);
  const wanted = codeHash(ctx, proof.email, proof.code);
  const done = await withAuthService(ctx.db, async (tx) => {
    const tokens = await lockOneTimeTokens(tx, { email: proof.email, kinds });
    const open = tokens.filter(
      (token) => token.code_failures < codeFailuresAllowed && token.expires_at.getTime() > ctx.clock.now(),
    );
    const token = open.find(({ code_hash }) => timingSafeEqual(code_hash, wanted));
    if (!token) {
      if (open.length > 0)
        await countCodeFailure(
          tx,
          open.map(({ id }) => id),
        );
      return null;
    }
    await deleteOneTimeToken(tx, token.id);
    return { result: await work(tx, token) };
  });
  // Thrown outside, so that the failure is counted.
  if (!done) throw input.refusal;
  await forgiveAttempt(ctx, limits);
  return done.result;
}

export function kindsOfVerification(type: VerificationType): readonly OneTimeTokenKind[] {
  return kindsOf[type];
}
