import { type Birth, type Metadata, none } from './none.ts';

export type PortalConfiguration = ReturnType<typeof newPortalConfiguration>;
export type PortalSession = ReturnType<typeof newPortalSession>;

export interface PortalProduct {
  product: string;
  prices: string[];
}

/** https://docs.stripe.com/api/customer_portal/configurations/object */
export function newPortalConfiguration({ id, created }: Birth) {
  return {
    id,
    object: 'billing_portal.configuration' as const,
    active: true,
    application: null,
    business_profile: {
      headline: none<string>(),
      privacy_policy_url: none<string>(),
      terms_of_service_url: none<string>(),
    },
    created,
    default_return_url: none<string>(),
    features: {
      customer_update: { allowed_updates: ['email', 'tax_id'], enabled: false },
      invoice_history: { enabled: true },
      payment_method_update: { enabled: true, payment_method_configuration: none<string>() },
      subscription_cancel: {
        cancellation_reason: { enabled: false, options: [] as string[] },
        enabled: true,
        mode: 'at_period_end' as 'at_period_end' | 'immediately',
        proration_behavior: 'none',
      },
      subscription_update: {
        billing_cycle_anchor: none<string>(),
        default_allowed_updates: [] as string[],
        enabled: false,
        products: none<PortalProduct[]>(),
        proration_behavior: 'none' as 'none' | 'create_prorations' | 'always_invoice',
        schedule_at_period_end: { conditions: [] },
        trial_update_behavior: 'end_trial',
      },
    },
    is_default: false,
    livemode: false,
    login_page: { enabled: false, url: none<string>() },
    metadata: {} as Metadata | null,
    name: none<string>(),
    updated: created,
  };
}

/** https://docs.stripe.com/api/customer_portal/sessions/object */
export function newPortalSession(
  { id, created }: Birth,
  fields: { configuration: string; customer: string; return_url: string | null; url: string },
) {
  return {
    id,
    object: 'billing_portal.session' as const,
    configuration: fields.configuration,
    created,
    customer: fields.customer,
    customer_account: null,
    flow: null,
    livemode: false,
    locale: none<string>(),
    on_behalf_of: null,
    return_url: fields.return_url,
    url: fields.url,
  };
}
