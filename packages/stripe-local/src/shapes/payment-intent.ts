import { type Birth, type Metadata, none } from './none.ts';

export type PaymentIntent = ReturnType<typeof newPaymentIntent>;
export type PaymentIntentStatus =
  | 'requires_payment_method'
  | 'requires_confirmation'
  | 'requires_action'
  | 'processing'
  | 'succeeded'
  | 'canceled';

export interface PaymentError {
  type: string;
  code: string;
  message: string;
  decline_code?: string;
  charge?: string;
  payment_method?: unknown;
}

export interface NextAction {
  type: 'redirect_to_url';
  redirect_to_url: { url: string; return_url: string | null };
}

/** https://docs.stripe.com/api/payment_intents/object; minor units. */
export function newPaymentIntent(
  { id, created }: Birth,
  fields: { amount: number; currency: string; secret: string },
) {
  return {
    id,
    object: 'payment_intent' as const,
    amount: fields.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: none<{ enabled: boolean; allow_redirects?: string }>(),
    canceled_at: none<number>(),
    cancellation_reason: none<string>(),
    capture_method: 'automatic',
    client_secret: `${id}_secret_${fields.secret}`,
    confirmation_method: 'automatic',
    created,
    currency: fields.currency,
    customer: none<string>(),
    customer_account: null,
    description: none<string>(),
    excluded_payment_method_types: null,
    last_payment_error: none<PaymentError>(),
    latest_charge: none<string>(),
    livemode: false,
    managed_payments: null,
    metadata: {} as Metadata,
    next_action: none<NextAction>(),
    on_behalf_of: null,
    payment_method: none<string>(),
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: ['card'],
    processing: null,
    receipt_email: none<string>(),
    review: null,
    setup_future_usage: none<string>(),
    shipping: null,
    source: null,
    statement_descriptor: none<string>(),
    statement_descriptor_suffix: none<string>(),
    status: 'requires_payment_method' as PaymentIntentStatus,
    transfer_data: null,
    transfer_group: none<string>(),
  };
}
