import { type Address, type Birth, type Metadata, none } from './none.ts';

export type Customer = ReturnType<typeof newCustomer>;

/** https://docs.stripe.com/api/customers/object */
export function newCustomer({ id, created }: Birth) {
  return {
    id,
    object: 'customer' as const,
    address: none<Address>(),
    /** Minor units; below zero is credit that the next invoices take. */
    balance: 0,
    created,
    currency: none<string>(),
    default_source: none<string>(),
    delinquent: false,
    description: none<string>(),
    discount: null,
    email: none<string>(),
    invoice_prefix: id.slice(-8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: none<string>(),
      footer: none<string>(),
      rendering_options: null,
    },
    livemode: false,
    metadata: {} as Metadata,
    name: none<string>(),
    next_invoice_sequence: 1,
    phone: none<string>(),
    preferred_locales: [] as string[],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  };
}
