import { isAppError, usdToNanoUsd } from '@agent-factory/contracts';
import type { Transaction } from '@agent-factory/db';
import { knownSpec, loadSpec } from '../runs/execution/load-spec.ts';
import type { Services } from '../service-context.ts';
import type { ReceiptDraft } from './receipt-draft.ts';

type Read = <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>;

/** The draft signed, in the form in which `finishRun` keeps it. Reads the spec, where no one has yet, for its ceiling. */
export async function signReceipt(
  { secrets }: Pick<Services, 'secrets'>,
  draft: ReceiptDraft,
  read: Read,
): Promise<{ keyId: string; body: unknown }> {
  const body = secrets.receipts.sign(draft.close(await readCeiling(draft, read)));
  return { keyId: body.key_id, body };
}

async function readCeiling({ run }: ReceiptDraft, read: Read): Promise<number | null> {
  const { agentVersionId: id, teamId, specHash, triedModel } = run;
  try {
    const spec =
      knownSpec(specHash) ?? (await read((tx) => loadSpec(tx, { id, teamId, specHash, triedModel })));
    return usdToNanoUsd(spec.limits.maxCostUsd);
  } catch (error) {
    // The language has moved on from this version; the run still ends, and its receipt says what it can.
    if (isAppError(error)) return null;
    throw error;
  }
}
