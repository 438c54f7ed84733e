import { type Birth, type EmbeddedList, type Metadata, noAddress, none } from './none.ts';

export type Account = ReturnType<typeof newAccount>;
export type BankAccount = ReturnType<typeof newBankAccount>;
export type Capability = 'active' | 'inactive' | 'pending';

export interface PayoutSchedule {
  delay_days: number;
  interval: 'manual' | 'daily' | 'weekly' | 'monthly';
  monthly_anchor?: number;
  weekly_anchor?: string;
}

/** What a person still has to tell before money can reach them. */
const onboardingNeeds = [
  'business_type',
  'external_account',
  'individual.first_name',
  'individual.last_name',
  'tos_acceptance.date',
  'tos_acceptance.ip',
];

function requirements(due: string[], reason: string | null) {
  return {
    alternatives: [],
    current_deadline: none<number>(),
    currently_due: due,
    disabled_reason: reason,
    errors: [],
    eventually_due: due,
    past_due: due,
    pending_verification: [] as string[],
  };
}

function needsOnboarding() {
  return requirements(onboardingNeeds, 'requirements.past_due');
}

export function needsNothing() {
  return requirements([], null);
}

/** https://docs.stripe.com/api/accounts/object; Express accounts of the platform. */
export function newAccount(
  { id, created }: Birth,
  fields: { country: string; currency: string; type: string },
) {
  return {
    id,
    object: 'account' as const,
    business_profile: {
      annual_revenue: null,
      estimated_worker_count: none<number>(),
      mcc: none<string>(),
      minority_owned_business_designation: none<string[]>(),
      name: none<string>(),
      product_description: none<string>(),
      support_address: { ...noAddress() },
      support_email: none<string>(),
      support_phone: none<string>(),
      support_url: none<string>(),
      url: none<string>(),
    },
    business_type: none<string>(),
    capabilities: {} as Record<string, Capability>,
    charges_enabled: false,
    controller: {
      fees: { payer: 'application_express' },
      is_controller: true,
      losses: { payments: 'application' },
      requirement_collection: 'stripe',
      stripe_dashboard: { type: 'express' },
      type: 'application',
    },
    country: fields.country,
    created,
    default_currency: fields.currency,
    details_submitted: false,
    email: none<string>(),
    external_accounts: {
      object: 'list',
      data: [],
      has_more: false,
      url: `/v1/accounts/${id}/external_accounts`,
    } as EmbeddedList<BankAccount>,
    future_requirements: needsNothing(),
    metadata: {} as Metadata,
    payouts_enabled: false,
    requirements: needsOnboarding(),
    settings: {
      bacs_debit_payments: { display_name: null, service_user_number: null },
      branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
      card_issuing: { tos_acceptance: { date: null, ip: null } },
      card_payments: {
        decline_on: { avs_failure: false, cvc_failure: false },
        statement_descriptor_prefix: null,
        statement_descriptor_prefix_kana: null,
        statement_descriptor_prefix_kanji: null,
      },
      dashboard: { display_name: none<string>(), timezone: 'Etc/UTC' },
      invoices: { default_account_tax_ids: null, hosted_payment_method_save: 'offer' },
      payments: {
        statement_descriptor: null,
        statement_descriptor_kana: null,
        statement_descriptor_kanji: null,
        statement_descriptor_prefix_kana: null,
        statement_descriptor_prefix_kanji: null,
      },
      payouts: {
        debit_negative_balances: false,
        schedule: { delay_days: 2, interval: 'daily' } as PayoutSchedule,
        statement_descriptor: none<string>(),
      },
      sepa_debit_payments: {},
    },
    tos_acceptance: { date: none<number>(), ip: none<string>(), user_agent: none<string>() },
    type: fields.type,
  };
}

/** https://docs.stripe.com/api/external_account_bank_accounts/object */
export function newBankAccount(
  id: string,
  fields: { account: string; country: string; currency: string; fails: boolean },
) {
  return {
    id,
    object: 'bank_account' as const,
    account: fields.account,
    account_holder_name: none<string>(),
    account_holder_type: none<string>(),
    account_type: none<string>(),
    available_payout_methods: ['standard'],
    bank_name: 'LOCAL TEST BANK',
    country: fields.country,
    currency: fields.currency,
    customer: null,
    default_for_currency: true,
    fingerprint: `local${id.slice(-11)}`,
    future_requirements: null,
    last4: fields.fails ? '1116' : '6789',
    metadata: {} as Metadata,
    requirements: null,
    routing_number: '110000000',
    status: 'new',
    _fails: fields.fails,
  };
}
