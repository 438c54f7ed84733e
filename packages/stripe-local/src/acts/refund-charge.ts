import { invalidRequest } from '../http/stripe-error.ts';
import type { Charge } from '../shapes/charge.ts';
import type { Metadata } from '../shapes/none.ts';
import { newRefund, type Refund } from '../shapes/refund.ts';
import type { World } from '../world.ts';
import { post } from './balance.ts';
import { cardOf } from './charge-card.ts';

export interface RefundOrder {
  account: string;
  charge: Charge;
  /** Minor units; what is left when undefined. */
  amount?: number | undefined;
  reason?: string | undefined;
  metadata?: Metadata | undefined;
}

/** Gives money of a charge back, never more than is left. Fees stay with Stripe. */
export function refundCharge(world: World, order: RefundOrder): Refund {
  const { account, charge } = order;
  const left = charge.amount_captured - charge.amount_refunded;
  if (charge.status !== 'succeeded') {
    throw invalidRequest(`Charge ${charge.id} has not succeeded, so it cannot be refunded.`, {
      param: 'charge',
    });
  }
  if (isContested(world, account, charge)) {
    throw invalidRequest(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: 'charge_disputed',
    });
  }
  if (left === 0) {
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, {
      code: 'charge_already_refunded',
    });
  }
  const amount = order.amount ?? left;
  if (amount > left) {
    throw invalidRequest(
      `Refund amount (${money(amount, charge.currency)}) is greater than unrefunded amount on charge (${money(left, charge.currency)})`,
      { param: 'amount' },
    );
  }
  const refund = newRefund(world.birth('refund'), {
    amount,
    currency: charge.currency,
    charge: charge.id,
    payment_intent: charge.payment_intent,
    reason: order.reason ?? null,
    metadata: order.metadata ?? {},
  });
  refund.destination_details = { card: { reference_status: 'pending', type: 'refund' }, type: 'card' };
  refund.customer = charge.customer;
  refund.payment_method = charge.payment_method;
  refund.balance_transaction = post(world, {
    account,
    amount: -amount,
    currency: charge.currency,
    type: 'refund',
    reporting_category: 'refund',
    source: refund.id,
    availableOn: world.now(),
    description: `REFUND FOR CHARGE${charge.description === null ? '' : ` (${charge.description})`}`,
  }).id;
  world.put(account, refund);
  const before = { amount_refunded: charge.amount_refunded, refunded: charge.refunded };
  charge.amount_refunded += amount;
  charge.refunded = charge.amount_refunded === charge.amount_captured;
  world.put(account, charge);
  world.emit(account, 'refund.created', refund);
  world.emit(account, 'charge.refunded', charge, before);
  if (cardTakesNoRefund(world, account, charge)) {
    world.store.schedule(world.now() + failsAfterSeconds, 'fail_refund', refund.id);
  }
  return refund;
}

/** So long a bank needs to send a refund back, at home. */
const failsAfterSeconds = 60;

function cardTakesNoRefund(world: World, account: string, { payment_method: id }: Charge): boolean {
  const paidWith = id === null ? null : world.store.get(account, 'payment_method', id);
  return paidWith !== null && cardOf(paidWith).refundFails === true;
}

/** The bank sent it back: the money is on our balance again, and the charge is as it was before. */
export function failRefund(world: World, account: string, refund: Refund): void {
  const charge = world.store.get(account, 'charge', refund.charge);
  if (charge === null || refund.status !== 'succeeded') return;
  refund.status = 'failed';
  refund.failure_reason = 'expired_or_canceled_card';
  refund.failure_balance_transaction = post(world, {
    account,
    amount: refund.amount,
    currency: refund.currency,
    type: 'refund_failure',
    reporting_category: 'refund_failure',
    source: refund.id,
    availableOn: world.now(),
    description: `REFUND FAILURE FOR CHARGE${charge.description === null ? '' : ` (${charge.description})`}`,
  }).id;
  world.put(account, refund);
  charge.amount_refunded -= refund.amount;
  charge.refunded = false;
  world.put(account, charge);
  world.emit(account, 'refund.failed', refund);
  world.emit(account, 'charge.refund.updated', refund, { status: 'succeeded' });
}

/** A dispute that was won gives the charge back to us. */
function isContested(world: World, account: string, charge: Charge): boolean {
  if (!charge.disputed) return false;
  const disputes = world.store.list('dispute', { account, where: [['charge', charge.id]], limit: 10 });
  return disputes.some(({ status }) => status !== 'won');
}

export function money(amount: number, currency: string): string {
  return new Intl.NumberFormat('en-US', { style: 'currency', currency: currency.toUpperCase() }).format(
    amount / 100,
  );
}
