import { randomUUID } from 'node:crypto';
import type { Transaction } from '@agent-factory/db';
import { type FlowMethod, insertFlowState } from '@agent-factory/db/auth';
import type { AuthContext } from './auth-context.ts';

/** Minutes are enough: the code goes straight from the redirect to the exchange. */
const lifetimeMs = 300_000;

/** A code for one exchange, in place of tokens in a URL; the contract has it be a UUID. */
export async function issueAuthCode(
  tx: Transaction,
  ctx: AuthContext,
  flow: { userId: string; method: FlowMethod; codeChallenge: string; redirectTo: string },
): Promise<string> {
  const authCode = randomUUID();
  const now = ctx.clock.now();
  await insertFlowState(tx, {
    authCodeHash: ctx.keyedHash('auth_code', authCode),
    userId: flow.userId,
    authenticationMethod: flow.method,
    codeChallenge: flow.codeChallenge,
    redirectTo: flow.redirectTo,
    at: new Date(now),
    expiresAt: new Date(now + lifetimeMs),
  });
  return authCode;
}
