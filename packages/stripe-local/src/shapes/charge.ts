import { type Birth, type EmbeddedList, type Metadata, none } from './none.ts';
import { noBillingDetails, type PaymentMethod } from './payment-method.ts';
import type { Refund } from './refund.ts';

export type Charge = ReturnType<typeof newCharge>;

export interface Outcome {
  advice_code: string | null;
  network_advice_code: string | null;
  network_decline_code: string | null;
  network_status: string;
  reason: string | null;
  risk_level: string;
  seller_message: string;
  type: string;
}

/** https://docs.stripe.com/api/charges/object; minor units. */
export function newCharge(
  { id, created }: Birth,
  fields: {
    amount: number;
    currency: string;
    customer: string | null;
    payment_intent: string | null;
    paymentMethod: PaymentMethod;
    receiptUrl: string;
    authenticated: boolean;
  },
) {
  return {
    id,
    object: 'charge' as const,
    amount: fields.amount,
    amount_captured: 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: none<string>(),
    billing_details: fields.paymentMethod.billing_details,
    calculated_statement_descriptor: 'AGENT FACTORY',
    captured: false,
    created,
    currency: fields.currency,
    customer: fields.customer,
    description: none<string>(),
    disputed: false,
    failure_balance_transaction: none<string>(),
    failure_code: none<string>(),
    failure_message: none<string>(),
    fraud_details: {},
    livemode: false,
    metadata: {} as Metadata,
    on_behalf_of: null,
    outcome: none<Outcome>(),
    paid: false,
    payment_intent: fields.payment_intent,
    payment_method: fields.paymentMethod.id as string | null,
    payment_method_details: cardDetails(
      fields.paymentMethod,
      fields.amount,
      fields.authenticated,
    ) as CardDetails | null,
    receipt_email: none<string>(),
    receipt_number: none<string>(),
    receipt_url: fields.receiptUrl as string | null,
    refunded: false,
    refunds: none<EmbeddedList<Refund>>(),
    review: null,
    shipping: null,
    source: null,
    source_transfer: none<string>(),
    statement_descriptor: none<string>(),
    statement_descriptor_suffix: none<string>(),
    status: 'succeeded' as 'succeeded' | 'failed' | 'pending',
    transfer_data: null,
    transfer_group: none<string>(),
  };
}

type CardDetails = ReturnType<typeof cardDetails>;

function cardDetails({ card }: PaymentMethod, amount: number, authenticated: boolean) {
  return {
    card: {
      amount_authorized: amount,
      authorization_code: none<string>(),
      brand: card.brand,
      checks: card.checks,
      country: card.country,
      exp_month: card.exp_month,
      exp_year: card.exp_year,
      extended_authorization: { status: 'disabled' },
      fingerprint: card.fingerprint,
      funding: card.funding,
      incremental_authorization: { status: 'unavailable' },
      installments: null,
      last4: card.last4,
      mandate: null,
      multicapture: { status: 'unavailable' },
      network: card.brand,
      network_token: { used: false },
      network_transaction_id: none<string>(),
      overcapture: { maximum_amount_capturable: amount, status: 'unavailable' },
      regulated_status: null,
      three_d_secure: authenticated
        ? {
            authentication_flow: 'challenge',
            electronic_commerce_indicator: '05',
            exemption_indicator: null,
            result: 'authenticated',
            result_reason: null,
            transaction_id: none<string>(),
            version: '2.2.0',
          }
        : null,
      transaction_link_id: none<string>(),
      wallet: null,
    },
    type: 'card',
  };
}

/**
 * What lies on a connected account when money was transferred to it: a charge as well, with a name that
 * begins with `py_` and no card behind it.
 */
export function newDestinationPayment(
  { id, created }: Birth,
  fields: { amount: number; currency: string; transfer: string },
): Charge {
  return {
    id,
    object: 'charge',
    amount: fields.amount,
    amount_captured: fields.amount,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: none<string>(),
    billing_details: noBillingDetails(),
    calculated_statement_descriptor: 'AGENT FACTORY',
    captured: true,
    created,
    currency: fields.currency,
    customer: none<string>(),
    description: none<string>(),
    disputed: false,
    failure_balance_transaction: none<string>(),
    failure_code: none<string>(),
    failure_message: none<string>(),
    fraud_details: {},
    livemode: false,
    metadata: {} as Metadata,
    on_behalf_of: null,
    outcome: none<Outcome>(),
    paid: true,
    payment_intent: none<string>(),
    payment_method: none<string>(),
    payment_method_details: null,
    receipt_email: none<string>(),
    receipt_number: none<string>(),
    receipt_url: none<string>(),
    refunded: false,
    refunds: none<EmbeddedList<Refund>>(),
    review: null,
    shipping: null,
    source: null,
    source_transfer: fields.transfer,
    statement_descriptor: none<string>(),
    statement_descriptor_suffix: none<string>(),
    status: 'succeeded',
    transfer_data: null,
    transfer_group: none<string>(),
  };
}
