import { type TestCard, testCard } from '../cards.ts';
import { need } from '../http/listing.ts';
import { invalidRequest, StripeError } from '../http/stripe-error.ts';
import { newPaymentMethod, type PaymentMethod } from '../shapes/payment-method.ts';
import type { World } from '../world.ts';

interface Place {
  world: World;
  account: string;
}

/** A new payment method for a test card's number or token. */
export function createPaymentMethod({ world, account }: Place, card: TestCard): PaymentMethod {
  const paymentMethod = newPaymentMethod(world.birth('payment_method'), card);
  world.put(account, paymentMethod);
  return paymentMethod;
}

/** Real card numbers are refused: what is typed here must never be worth anything. */
export function knownTestCard(number: string, param: string): TestCard {
  const card = testCard(number);
  if (card !== null) return card;
  throw new StripeError(402, {
    type: 'card_error',
    code: 'card_declined',
    decline_code: 'test_mode_live_card',
    message: 'The local Stripe takes the test cards alone; this number is none of them.',
    param,
  });
}

/** The payment method of that id, or a fresh one for a token as `pm_card_visa`. */
export function resolvePaymentMethod(place: Place, id: string, param = 'payment_method'): PaymentMethod {
  if (!id.startsWith('pm_card_')) return need(place, 'payment_method', id, param);
  const card = testCard(id);
  if (card === null)
    throw invalidRequest(`No such PaymentMethod: '${id}'`, { code: 'resource_missing', param });
  return createPaymentMethod(place, card);
}

/** Makes it the customer's, who may be charged by it from then on. */
export function attachPaymentMethod(place: Place, id: string, customer: string): PaymentMethod {
  const { world, account } = place;
  need(place, 'customer', customer, 'customer');
  const paymentMethod = resolvePaymentMethod(place, id);
  if (paymentMethod.customer !== null && paymentMethod.customer !== customer) {
    throw invalidRequest('The payment method you provided has already been attached to a customer.', {
      code: 'payment_method_already_attached',
      param: 'payment_method',
    });
  }
  paymentMethod.customer = customer;
  world.put(account, paymentMethod);
  world.emit(account, 'payment_method.attached', paymentMethod);
  return paymentMethod;
}
