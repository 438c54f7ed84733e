import { invalidRequest, StripeError } from '../http/stripe-error.ts';
import type { PaymentIntent } from '../shapes/payment-intent.ts';
import type { PaymentMethod } from '../shapes/payment-method.ts';
import type { World } from '../world.ts';
import { cardOf, chargeCard } from './charge-card.ts';

export interface Confirmation {
  account: string;
  intent: PaymentIntent;
  paymentMethod: PaymentMethod;
  offSession: boolean;
  /** Whether the holder approved it a moment ago. */
  authenticated: boolean;
  returnUrl: string | null;
}

/**
 * Takes the money of an intent, or asks its holder to approve. A declined card leaves the intent waiting for
 * another one, with `last_payment_error`.
 */
export function confirmPaymentIntent(world: World, confirmation: Confirmation): PaymentIntent {
  const { account, intent, paymentMethod, offSession, authenticated, returnUrl } = confirmation;
  refuseUnlessOpen(intent);
  intent.payment_method = paymentMethod.id;
  intent.last_payment_error = null;
  intent.next_action = null;
  if (!authenticated && needsHolder(paymentMethod)) {
    if (offSession) return refusedByBank(world, confirmation);
    intent.status = 'requires_action';
    intent.next_action = {
      type: 'redirect_to_url',
      redirect_to_url: { url: `${world.baseUrl}/3d-secure/${intent.id}`, return_url: returnUrl },
    };
    world.put(account, intent);
    world.emit(account, 'payment_intent.requires_action', intent);
    return intent;
  }
  const { charge, error } = chargeCard(world, { account, intent, paymentMethod, offSession, authenticated });
  intent.latest_charge = charge.id;
  if (error !== null) {
    intent.status = 'requires_payment_method';
    intent.payment_method = null;
    intent.last_payment_error = error;
    world.put(account, intent);
    world.emit(account, 'payment_intent.payment_failed', intent);
    return intent;
  }
  intent.status = 'succeeded';
  intent.amount_received = intent.amount;
  if (authenticated || intent.setup_future_usage !== null) paymentMethod._authenticated = true;
  if (intent.customer !== null && intent.setup_future_usage !== null)
    paymentMethod.customer = intent.customer;
  world.put(account, paymentMethod);
  world.put(account, intent);
  world.emit(account, 'payment_intent.succeeded', intent);
  return intent;
}

function needsHolder(paymentMethod: PaymentMethod): boolean {
  const { authentication } = cardOf(paymentMethod);
  return authentication === 'always' || (authentication === 'until_set_up' && !paymentMethod._authenticated);
}

/** A charge without its holder, of a card that asks for them. */
function refusedByBank(world: World, { account, intent, paymentMethod }: Confirmation): PaymentIntent {
  intent.status = 'requires_payment_method';
  intent.payment_method = null;
  intent.last_payment_error = {
    type: 'card_error',
    code: 'authentication_required',
    decline_code: 'authentication_required',
    message: 'Your card was declined. This transaction requires authentication.',
    payment_method: paymentMethod,
  };
  world.put(account, intent);
  world.emit(account, 'payment_intent.payment_failed', intent);
  return intent;
}

/** The holder said no to 3-D Secure. */
export function denyPaymentIntent(world: World, account: string, intent: PaymentIntent): PaymentIntent {
  refuseUnlessOpen(intent);
  intent.status = 'requires_payment_method';
  intent.next_action = null;
  intent.payment_method = null;
  intent.last_payment_error = {
    type: 'invalid_request_error',
    code: 'payment_intent_authentication_failure',
    message: 'The provided PaymentMethod has failed authentication. Choose another one and try again.',
  };
  world.put(account, intent);
  world.emit(account, 'payment_intent.payment_failed', intent);
  return intent;
}

export function refuseUnlessOpen(intent: PaymentIntent): void {
  if (intent.status !== 'succeeded' && intent.status !== 'canceled') return;
  throw new StripeError(400, {
    type: 'invalid_request_error',
    code: 'payment_intent_unexpected_state',
    message: `This PaymentIntent's status is ${intent.status}: it can no longer be confirmed, changed or canceled.`,
    payment_intent: intent,
  });
}

/** Throws what an API call of a failed confirmation is answered with; what was done stays. */
export function throwIfDeclined(intent: PaymentIntent): void {
  const error = intent.last_payment_error;
  if (error === null) return;
  throw new StripeError(402, { ...error, type: 'card_error', payment_intent: intent }, { keeps: true });
}

export function refuseManualCapture(method: string | undefined): void {
  if (method !== 'manual') return;
  throw invalidRequest('The local Stripe captures at once: capture_method=manual is not served.', {
    param: 'capture_method',
  });
}
