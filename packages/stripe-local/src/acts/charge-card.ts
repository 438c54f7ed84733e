import { type TestCard, testCard } from '../cards.ts';
import { type Charge, newCharge } from '../shapes/charge.ts';
import type { PaymentError, PaymentIntent } from '../shapes/payment-intent.ts';
import type { PaymentMethod } from '../shapes/payment-method.ts';
import type { World } from '../world.ts';
import { pendingSeconds, post, processingFee } from './balance.ts';
import { openDispute } from './open-dispute.ts';

export interface CardCharge {
  account: string;
  intent: PaymentIntent;
  paymentMethod: PaymentMethod;
  /** Whether the card's holder is away. */
  offSession: boolean;
  /** Whether they approved this very charge. */
  authenticated: boolean;
}

export function cardOf(paymentMethod: PaymentMethod): TestCard {
  const card = testCard(paymentMethod._number);
  if (card === null) throw new Error('a payment method always has a test card');
  return card;
}

/** Charges the card of an intent: the charge, failed or not, with its events and its money. */
export function chargeCard(world: World, order: CardCharge): { charge: Charge; error: PaymentError | null } {
  const { account, intent, paymentMethod, offSession, authenticated } = order;
  const card = cardOf(paymentMethod);
  const born = world.birth('charge');
  const charge = newCharge(born, {
    amount: intent.amount,
    currency: intent.currency,
    customer: intent.customer,
    payment_intent: intent.id,
    paymentMethod,
    receiptUrl: `${world.baseUrl}/receipts/${born.id}`,
    authenticated,
  });
  charge.description = intent.description;
  charge.metadata = intent.metadata;
  charge.receipt_email = intent.receipt_email;
  charge.statement_descriptor = intent.statement_descriptor;
  charge.statement_descriptor_suffix = intent.statement_descriptor_suffix;
  charge.transfer_group = intent.transfer_group;

  const decline =
    card.decline ??
    (card.failsLater && offSession
      ? { code: 'card_declined', decline_code: 'generic_decline', message: 'Your card was declined.' }
      : null);
  if (decline !== null) return fail(world, order, charge, decline);

  charge.paid = true;
  charge.captured = true;
  charge.amount_captured = charge.amount;
  charge.outcome = {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: 'approved_by_network',
    reason: null,
    risk_level: 'normal',
    seller_message: 'Payment complete.',
    type: 'authorized',
  };
  charge.balance_transaction = post(world, {
    account,
    amount: charge.amount,
    currency: charge.currency,
    type: 'charge',
    reporting_category: 'charge',
    source: charge.id,
    availableOn: world.now() + (card.availableAtOnce ? 0 : pendingSeconds),
    fees: [processingFee(charge.amount, charge.currency)],
    description: charge.description,
  }).id;
  world.put(account, charge);
  world.emit(account, 'charge.succeeded', charge);
  if (card.dispute !== undefined) openDispute(world, account, charge, card.dispute);
  return { charge, error: null };
}

function fail(
  world: World,
  { account, paymentMethod }: CardCharge,
  charge: Charge,
  decline: NonNullable<TestCard['decline']>,
): { charge: Charge; error: PaymentError } {
  charge.status = 'failed';
  charge.receipt_url = null;
  charge.failure_code = decline.code;
  charge.failure_message = decline.message;
  charge.outcome = {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: 'declined_by_network',
    reason: decline.decline_code ?? decline.code,
    risk_level: 'normal',
    seller_message: 'The bank did not return any further details with this decline.',
    type: 'issuer_declined',
  };
  world.put(account, charge);
  world.emit(account, 'charge.failed', charge);
  return {
    charge,
    error: { type: 'card_error', ...decline, charge: charge.id, payment_method: paymentMethod },
  };
}
