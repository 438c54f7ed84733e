import type { Transaction } from '../../tenant-transaction.ts';
import type { FlowMethod } from './rows.ts';

/** What all flows carry. */
interface Flow {
  authenticationMethod: FlowMethod;
  codeChallenge: string | null;
  redirectTo: string;
  at: Date;
  expiresAt: Date;
}

/** A flow that waits for a provider (`stateHash`), or for its code to be exchanged (`authCodeHash`). */
export async function insertFlowState(
  tx: Transaction,
  flow: Flow &
    ({ stateHash: Buffer; provider: 'google' | 'github' } | { authCodeHash: Buffer; userId: string }),
): Promise<void> {
  await tx
    .insertInto('auth.flow_states')
    .values({
      ...('stateHash' in flow
        ? { state_hash: flow.stateHash, provider: flow.provider }
        : { auth_code_hash: flow.authCodeHash, user_id: flow.userId }),
      authentication_method: flow.authenticationMethod,
      code_challenge: flow.codeChallenge,
      redirect_to: flow.redirectTo,
      created_at: flow.at,
      expires_at: flow.expiresAt,
    })
    .execute();
}
