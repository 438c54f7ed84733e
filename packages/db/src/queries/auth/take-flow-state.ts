import type { Transaction } from '../../tenant-transaction.ts';
import type { FlowStateRow } from './rows.ts';

/** Removes and returns the flow: a state or code serves once. */
export function takeFlowState(
  tx: Transaction,
  key: { stateHash: Buffer } | { authCodeHash: Buffer },
): Promise<FlowStateRow | undefined> {
  const query = tx.deleteFrom('auth.flow_states');
  return (
    'stateHash' in key
      ? query.where('state_hash', '=', key.stateHash)
      : query.where('auth_code_hash', '=', key.authCodeHash)
  )
    .returningAll()
    .executeTakeFirst();
}
