import type { LedgerCause, Posting } from '@agent-factory/billing';
import { newId } from '@agent-factory/contracts';
import type { Transaction } from '@agent-factory/db';
import { bookEntry, type PurchaseRow } from '@agent-factory/db/billing';

export interface Booking {
  cause: LedgerCause;
  /** Of what moved the money: Stripe's id where there is one. */
  causeId: string;
  postings: readonly Posting[];
  at: Date;
  /** The movement on our balance at Stripe. */
  balanceTransaction?: string | null;
  purchase?: Pick<PurchaseRow, 'id' | 'templateId' | 'title'>;
}

/** Writes a cause into the books; false where it stands there already, or moves nothing. */
export async function book(tx: Transaction, booking: Booking): Promise<boolean> {
  const { cause, causeId, postings, at, balanceTransaction = null, purchase } = booking;
  if (postings.length === 0) return false;
  return bookEntry(tx, {
    id: newId('ledgerEntry', at.getTime()),
    cause,
    causeId,
    purchaseId: purchase?.id ?? null,
    templateId: purchase?.templateId ?? null,
    memo: purchase?.title ?? '',
    balanceTransaction,
    occurredAt: at,
    postings,
  });
}
