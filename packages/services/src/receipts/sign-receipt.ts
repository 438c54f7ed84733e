import { isAppError, usdToNanoUsd } from '@agent-factory/contracts';
import type { Transaction } from '@agent-factory/db';
import { loadSpec } from '../runs/execution/load-spec.ts';
import type { Services } from '../service-context.ts';
import type { ReceiptDraft } from './receipt-draft.ts';

/** The draft signed, in the form in which `finishRun` keeps it. Reads the spec, where no one has yet, for its ceiling. */
export async function signReceipt(
  { secrets }: Pick<Services, 'secrets'>,
  tx: Transaction,
  draft: ReceiptDraft,
): Promise<{ keyId: string; body: unknown }> {
  const body = secrets.receipts.sign(draft.close(await readCeiling(tx, draft)));
  return { keyId: body.key_id, body };
}

async function readCeiling(tx: Transaction, { run }: ReceiptDraft): Promise<number | null> {
  const { agentVersionId: id, teamId, specHash } = run;
  try {
    return usdToNanoUsd((await loadSpec(tx, { id, teamId, specHash })).limits.maxCostUsd);
  } catch (error) {
    // The language has moved on from this version; the run still ends, and its receipt says what it can.
    if (isAppError(error)) return null;
    throw error;
  }
}
