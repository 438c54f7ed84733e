import type { Customer } from './customer.ts';
import { type Birth, type EmbeddedList, type Metadata, none } from './none.ts';
import type { InvoiceTax } from './tax-rate.ts';

export type Invoice = ReturnType<typeof newInvoice>;
export type InvoiceLine = ReturnType<typeof newInvoiceLine>;
export type InvoiceItem = ReturnType<typeof newInvoiceItem>;
export type InvoicePayment = ReturnType<typeof newInvoicePayment>;
export type InvoiceStatus = 'draft' | 'open' | 'paid' | 'uncollectible' | 'void';

export interface Period {
  start: number;
  end: number;
}

/** What a discount took off; minor units. */
interface DiscountAmount {
  amount: number;
  discount: string;
}

export interface LineFields {
  amount: number;
  currency: string;
  description: string;
  period: Period;
  proration: boolean;
  quantity: number;
  price: { id: string; product: string; unit_amount: number; tax_behavior?: string | null };
  subscription: string | null;
  subscriptionItem: string | null;
}

/** https://docs.stripe.com/api/invoice-line-item/object; minor units. */
export function newInvoiceLine(id: string, invoice: string, fields: LineFields) {
  return {
    id,
    object: 'line_item' as const,
    amount: fields.amount,
    currency: fields.currency,
    description: fields.description as string | null,
    discount_amounts: [] as DiscountAmount[],
    discountable: !fields.proration,
    discounts: [],
    invoice: invoice as string | null,
    livemode: false,
    metadata: {} as Metadata,
    parent:
      fields.subscription === null
        ? null
        : {
            invoice_item_details: null,
            subscription_item_details: {
              invoice_item: none<string>(),
              proration: fields.proration,
              proration_details: { credited_items: null },
              subscription: fields.subscription,
              subscription_item: fields.subscriptionItem,
            },
            type: 'subscription_item_details',
          },
    period: fields.period,
    pretax_credit_amounts: [],
    pricing: {
      price_details: { price: fields.price.id, product: fields.price.product },
      type: 'price_details',
      unit_amount_decimal: String(fields.price.unit_amount),
    },
    quantity: fields.quantity as number | null,
    quantity_decimal: String(fields.quantity),
    subscription: fields.subscription,
    subtotal: fields.amount,
    taxes: [] as InvoiceTax[],
    _taxBehavior: fields.price.tax_behavior ?? null,
  };
}

/** What waits for the next invoice: https://docs.stripe.com/api/invoiceitems/object */
export function newInvoiceItem({ id, created }: Birth, fields: LineFields & { customer: string }) {
  return {
    id,
    object: 'invoiceitem' as const,
    amount: fields.amount,
    currency: fields.currency,
    customer: fields.customer,
    customer_account: null,
    date: created,
    description: fields.description as string | null,
    discountable: !fields.proration,
    discounts: [],
    invoice: none<string>(),
    livemode: false,
    metadata: {} as Metadata,
    net_amount: fields.amount,
    parent:
      fields.subscription === null
        ? null
        : {
            subscription_details: {
              subscription: fields.subscription,
              subscription_item: fields.subscriptionItem,
            },
            type: 'subscription_details',
          },
    period: fields.period,
    pricing: {
      price_details: { price: fields.price.id, product: fields.price.product },
      type: 'price_details',
      unit_amount_decimal: String(fields.price.unit_amount),
    },
    proration: fields.proration,
    quantity: fields.quantity,
    quantity_decimal: String(fields.quantity),
    tax_rates: [],
    test_clock: null,
    _line: fields as LineFields,
  };
}

/** https://docs.stripe.com/api/invoice-payment/object */
export function newInvoicePayment(
  { id, created }: Birth,
  fields: { amount: number; currency: string; invoice: string; payment_intent: string },
) {
  return {
    id,
    object: 'invoice_payment' as const,
    amount_paid: none<number>(),
    amount_requested: fields.amount,
    created,
    currency: fields.currency,
    invoice: fields.invoice,
    is_default: true,
    livemode: false,
    payment: { payment_intent: fields.payment_intent, type: 'payment_intent' },
    status: 'open' as 'open' | 'paid' | 'canceled',
    status_transitions: { canceled_at: none<number>(), paid_at: none<number>() },
  };
}

/** https://docs.stripe.com/api/invoices/object; minor units. */
export function newInvoice(
  { id, created }: Birth,
  fields: {
    customer: Customer;
    subscription: { id: string; metadata: Metadata } | null;
    currency: string;
    reason: string;
    period: Period;
  },
) {
  const { customer, subscription } = fields;
  return {
    id,
    object: 'invoice' as const,
    account_country: 'US',
    account_name: 'Agent Factory (local)' as string | null,
    account_tax_ids: null,
    amount_due: 0,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: 0,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    auto_advance: true,
    automatic_tax: {
      disabled_reason: null,
      enabled: false,
      liability: none<{ type: 'self' }>(),
      provider: none<string>(),
      status: none<'complete' | 'requires_location_inputs'>(),
    },
    automatically_finalizes_at: none<number>(),
    billing_reason: fields.reason,
    collection_method: 'charge_automatically',
    created,
    currency: fields.currency,
    custom_fields: null,
    customer: customer.id,
    customer_account: null,
    customer_address: customer.address,
    customer_email: customer.email,
    customer_name: customer.name,
    customer_phone: customer.phone,
    customer_shipping: null,
    customer_tax_exempt: customer.tax_exempt,
    customer_tax_ids: [],
    default_payment_method: none<string>(),
    default_source: null,
    default_tax_rates: [],
    description: none<string>(),
    discounts: [] as string[],
    due_date: none<number>(),
    effective_at: none<number>(),
    ending_balance: none<number>(),
    footer: none<string>(),
    from_invoice: null,
    hosted_invoice_url: none<string>(),
    invoice_pdf: none<string>(),
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    lines: {
      object: 'list',
      data: [],
      has_more: false,
      url: `/v1/invoices/${id}/lines`,
    } as EmbeddedList<InvoiceLine>,
    livemode: false,
    metadata: {} as Metadata,
    next_payment_attempt: none<number>(),
    number: none<string>(),
    on_behalf_of: null,
    parent:
      subscription === null
        ? null
        : {
            quote_details: null,
            subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
            type: 'subscription_details',
          },
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: fields.period.end,
    period_start: fields.period.start,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: none<string>(),
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: 0,
    statement_descriptor: none<string>(),
    status: 'draft' as InvoiceStatus,
    status_transitions: {
      finalized_at: none<number>(),
      marked_uncollectible_at: none<number>(),
      paid_at: none<number>(),
      voided_at: none<number>(),
    },
    subscription: subscription?.id ?? null,
    subtotal: 0,
    subtotal_excluding_tax: 0,
    test_clock: null,
    total: 0,
    total_discount_amounts: [] as DiscountAmount[],
    total_excluding_tax: 0,
    total_pretax_credit_amounts: [],
    total_taxes: [] as InvoiceTax[],
    webhooks_delivered_at: none<number>(),
    _payment_intent: none<string>(),
  };
}
