import { selectRunEvents, type Transaction } from '@agent-factory/db';
import type { ReceiptDraft } from './receipt-draft.ts';

const pageSize = 500;

/** Takes up what the run's earlier attempts have left. */
export async function addStoredEvents(tx: Transaction, draft: ReceiptDraft): Promise<void> {
  const { runId, teamId } = draft.run;
  for (let after = 0; ; ) {
    const page = await selectRunEvents(tx, { runId, teamId, after, limit: pageSize });
    const events = page?.events ?? [];
    for (const event of events) draft.add(event);
    const last = events.at(-1);
    if (last === undefined || events.length < pageSize) return;
    after = last.seq;
  }
}
