import type { Charge } from '../shapes/charge.ts';
import { type Dispute, newDispute } from '../shapes/dispute.ts';
import type { World } from '../world.ts';
import { disputeFee, post } from './balance.ts';

/** The holder contests a charge: what is left of it and a fee leave the balance at once. */
export function openDispute(world: World, account: string, charge: Charge, reason: string): Dispute {
  const dispute = newDispute(world.birth('dispute'), {
    amount: charge.amount - charge.amount_refunded,
    currency: charge.currency,
    charge: charge.id,
    payment_intent: charge.payment_intent,
    reason,
    brand: charge.payment_method_details?.card.brand ?? 'visa',
  });
  const withdrawal = post(world, {
    account,
    amount: -dispute.amount,
    currency: dispute.currency,
    type: 'adjustment',
    reporting_category: 'dispute',
    source: dispute.id,
    availableOn: world.now(),
    fees: [disputeFee(dispute.currency)],
    description: `Chargeback withdrawal for ${charge.id}`,
  });
  dispute.balance_transactions = [withdrawal];
  world.put(account, dispute);
  charge.disputed = true;
  world.put(account, charge);
  world.emit(account, 'charge.dispute.created', dispute);
  world.emit(account, 'charge.dispute.funds_withdrawn', dispute);
  world.store.schedule(dispute.evidence_details.due_by, 'lose_dispute', dispute.id);
  return dispute;
}

/** The bank decides: won brings the amount back, the fee stays gone. */
export function decideDispute(
  world: World,
  account: string,
  dispute: Dispute,
  verdict: 'won' | 'lost',
): Dispute {
  dispute.status = verdict;
  world.store.unschedule('lose_dispute', dispute.id);
  if (verdict === 'won') {
    const back = post(world, {
      account,
      amount: dispute.amount,
      currency: dispute.currency,
      type: 'adjustment',
      reporting_category: 'dispute_reversal',
      source: dispute.id,
      availableOn: world.now(),
      description: `Chargeback reversal for ${dispute.charge}`,
    });
    dispute.balance_transactions = [...dispute.balance_transactions, back];
  }
  world.put(account, dispute);
  if (verdict === 'won') world.emit(account, 'charge.dispute.funds_reinstated', dispute);
  world.emit(account, 'charge.dispute.closed', dispute);
  return dispute;
}
