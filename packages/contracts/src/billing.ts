import { z } from 'zod';
import {
  ledgerEntryIdSchema,
  purchaseIdSchema,
  reconciliationIdSchema,
  refundIdSchema,
  teamIdSchema,
  templateIdSchema,
  templateVersionIdSchema,
} from './ids.ts';
import { planSchema } from './plan.ts';

/** Whole minor units of `currency`: 1900 of `usd` is 19.00 US dollars. */
const minor = z.int();
/** ISO 4217, in lower case as Stripe writes it. */
const currency = z.string().regex(/^[a-z]{3}$/);
const instant = z.iso.datetime();
const paidPlanSchema = z.enum(['pro', 'enterprise']);

/** A path of the web app, where a page of Stripe sends the browser back to. */
const returnPath = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[\w\-./?=&%#]*$/, 'must be a path of the web app, like /settings/billing');

/** What a plan costs and gives. */
export const planOfferSchema = z.object({
  plan: planSchema,
  title: z.string(),
  says: z.string(),
  monthly_price_minor: minor,
  currency,
  trial_days: z.int(),
  /** In a period; null for no bound. */
  runs: z.int().nullable(),
  tokens: z.int().nullable(),
  requests_per_minute: z.int(),
});

/** As Stripe names them; `none` where the team has no subscription. */
export const subscriptionStates = [
  'none',
  'incomplete',
  'trialing',
  'active',
  'past_due',
  'canceled',
  'unpaid',
  'paused',
] as const;

/** `GET /v1/billing`. */
export const billingViewSchema = z.object({
  /** What the team has now. */
  plan: planSchema,
  /** Why: it pays for it, an operator gave it, or everybody here has it. */
  plan_from: z.enum(['subscription', 'given', 'default']),
  /** Whether plans can be bought here at all. */
  enabled: z.boolean(),
  /** Payments are played: nothing is charged. */
  test_mode: z.boolean(),
  subscription: z.object({
    status: z.enum(subscriptionStates),
    plan: paidPlanSchema.nullable(),
    current_period_end: instant.nullable(),
    trial_end: instant.nullable(),
    /** When it ends by itself; null while it renews. */
    cancel_at: instant.nullable(),
    /** Since when a payment is owed. */
    past_due_since: instant.nullable(),
    /** Until when the plan is kept, whatever becomes of the payment; nothing is deleted after it. */
    entitled_until: instant.nullable(),
  }),
  /** Whether the team may still try a paid plan for nothing. */
  trial_available: z.boolean(),
  offers: z.array(planOfferSchema),
});
export type BillingView = z.infer<typeof billingViewSchema>;

export const planCheckoutInputSchema = z.strictObject({
  plan: paidPlanSchema,
  return_path: returnPath.optional(),
});
/** A page of Stripe's to send the browser to. */
export const redirectViewSchema = z.object({ url: z.string() });
export type RedirectView = z.infer<typeof redirectViewSchema>;

export const returnPathInputSchema = z.strictObject({ return_path: returnPath.optional() });

export const changePlanInputSchema = z.strictObject({
  /** `free` ends the subscription with the period that is paid for. */
  plan: planSchema,
});
/** What a change of plan would cost at once, before anybody agrees to it. */
export const planPreviewSchema = z.object({
  plan: planSchema,
  /** What is charged now: the rest of the period on the new plan less what is left of the old; below zero is credit. */
  due_now_minor: minor,
  currency,
  next_payment_minor: minor,
  next_payment_at: instant.nullable(),
});
export type PlanPreview = z.infer<typeof planPreviewSchema>;

export const invoiceViewSchema = z.object({
  /** Stripe's. */
  id: z.string(),
  number: z.string().nullable(),
  status: z.string(),
  total_minor: minor,
  tax_minor: minor,
  currency,
  created_at: instant,
  period_start: instant,
  period_end: instant,
  /** To look at and to pay. */
  url: z.string().nullable(),
  pdf_url: z.string().nullable(),
});
export type InvoiceView = z.infer<typeof invoiceViewSchema>;
export const invoicesViewSchema = z.object({ items: z.array(invoiceViewSchema) });

export const purchaseStatuses = [
  'pending',
  'completed',
  'disputed',
  'refunded',
  'charged_back',
  'cancelled',
] as const;

export const refundViewSchema = z.object({
  refund_id: refundIdSchema,
  amount_minor: minor,
  currency,
  /** Who wanted it: the buyer, an operator, a broken promise of the listing, or somebody at Stripe. */
  reason: z.enum(['buyer', 'operator', 'invariant', 'outside']),
  note: z.string(),
  status: z.enum(['requested', 'succeeded', 'failed']),
  failure: z.string().nullable(),
  created_at: instant,
});
export type RefundView = z.infer<typeof refundViewSchema>;

export const purchaseViewSchema = z.object({
  purchase_id: purchaseIdSchema,
  template_id: templateIdSchema,
  template_version_id: templateVersionIdSchema,
  /** The title when it was bought. */
  title: z.string(),
  amount_minor: minor,
  tax_minor: minor,
  currency,
  status: z.enum(purchaseStatuses),
  /** Whether the team may use it: paid, or in dispute. */
  owned: z.boolean(),
  returned_minor: minor,
  /** Of that, what the bank did not take and is still owed to the team: it comes once more when an operator sends it. */
  owed_minor: minor,
  /** What the buyer may still ask back, and until when. */
  refundable_minor: minor,
  refundable_until: instant.nullable(),
  receipt_url: z.string().nullable(),
  created_at: instant,
  completed_at: instant.nullable(),
  refunds: z.array(refundViewSchema),
});
export type PurchaseView = z.infer<typeof purchaseViewSchema>;

export const purchaseTemplateInputSchema = z.strictObject({
  template_id: templateIdSchema,
  return_path: returnPath.optional(),
});
export const purchaseTemplateBodySchema = purchaseTemplateInputSchema.omit({ template_id: true });
/** `owned` at once where it costs nothing or was bought before; else the buyer pays at `checkout_url`. */
export const purchaseStartedSchema = z.object({
  purchase_id: purchaseIdSchema,
  owned: z.boolean(),
  checkout_url: z.string().nullable(),
  receipt_url: z.string().nullable(),
  template: z.object({
    template_id: templateIdSchema,
    template_version_id: templateVersionIdSchema,
    title: z.string(),
    price_minor: minor,
    currency,
  }),
});
export type PurchaseStarted = z.infer<typeof purchaseStartedSchema>;

export const purchaseIdInputSchema = z.strictObject({ purchase_id: purchaseIdSchema });
export const refundPurchaseInputSchema = z.strictObject({
  purchase_id: purchaseIdSchema,
  /** All that can be given back, if left out. */
  amount_minor: minor.positive().optional(),
  note: z.string().trim().max(2_000).default(''),
});
export const refundPurchaseBodySchema = refundPurchaseInputSchema.omit({ purchase_id: true });

/** A creator's account at Stripe, over which they are paid. */
export const creatorAccountViewSchema = z.object({
  /** `none`: not begun; `incomplete`: Stripe wants to know more; `ready`: money can be sent and paid out. */
  status: z.enum(['none', 'incomplete', 'ready']),
  country: z.string().nullable(),
  transfers_enabled: z.boolean(),
  payouts_enabled: z.boolean(),
  /** What Stripe still wants, in its words. */
  requirements: z.array(z.string()),
});
export type CreatorAccountView = z.infer<typeof creatorAccountViewSchema>;

export const earningKinds = [
  'sale',
  /** Of a fork that somebody else sold. */
  'royalty',
  'refund',
  'refund_failed',
  'dispute_lost',
  'transfer',
  'reversal',
  'receivable',
  'recovery',
  'payout',
  'payout_failed',
] as const;

export const earningLineSchema = z.object({
  entry_id: ledgerEntryIdSchema,
  at: instant,
  kind: z.enum(earningKinds),
  /** The title of what was sold. */
  title: z.string(),
  template_id: z.string().nullable(),
  /** Above zero for the creator, below zero from them: a sale earns, a refund takes, a transfer leaves. */
  amount_minor: minor,
  currency,
  /**
   * Of a sale by the team: what was paid without tax, and who got the rest; gross = amount + platform + royalties. The tax
   * that the buyer paid on top is nobody's part: the platform pays it to the state.
   */
  sale: z
    .object({ gross_minor: minor, tax_minor: minor, platform_minor: minor, royalties_minor: minor })
    .nullable(),
});
export type EarningLine = z.infer<typeof earningLineSchema>;

export const listEarningsInputSchema = z.strictObject({
  /** From then on; the first of this month in UTC if left out. */
  from: instant.optional(),
  to: instant.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(200).optional(),
});
export const earningsStatementSchema = z.object({
  from: instant,
  to: instant,
  balances: z.array(
    z.object({
      currency,
      /** Earned and not sent yet. */
      payable_minor: minor,
      /** Of that, of sales that the buyer may still give back. */
      maturing_minor: minor,
      /** Owed to the platform; taken from what is earned next. */
      owed_minor: minor,
      /** On the creator's Stripe account, on its way to the bank. */
      at_stripe_minor: minor,
      /** Sums of the span: sold (the creator's part), given back, sent. */
      sold_minor: minor,
      returned_minor: minor,
      sent_minor: minor,
    }),
  ),
  lines: z.array(earningLineSchema),
  next_cursor: z.string().nullable(),
});
export type EarningsStatement = z.infer<typeof earningsStatementSchema>;

export const payoutViewSchema = z.object({
  /** Stripe's. */
  id: z.string(),
  amount_minor: minor,
  currency,
  status: z.string(),
  failure: z.string().nullable(),
  arrives_at: instant,
  created_at: instant,
});
export type PayoutView = z.infer<typeof payoutViewSchema>;
export const payoutsViewSchema = z.object({ items: z.array(payoutViewSchema) });

/** One comparison of the books with Stripe's account of the platform's balance. */
export const reconciliationViewSchema = z.object({
  reconciliation_id: reconciliationIdSchema,
  since: instant,
  until: instant,
  status: z.enum(['running', 'balanced', 'differs', 'failed']),
  movements: z.int(),
  differences: z.int(),
  failure: z.string().nullable(),
  started_at: instant,
  finished_at: instant.nullable(),
});
export type ReconciliationView = z.infer<typeof reconciliationViewSchema>;
export const reconciliationsViewSchema = z.object({ items: z.array(reconciliationViewSchema) });

export const differenceViewSchema = z.object({
  kind: z.enum([
    'missing_in_ledger',
    'missing_at_stripe',
    'amount_differs',
    'fee_differs',
    'tax_differs',
    'currency_differs',
    'booked_twice',
    'cause_differs',
    'source_differs',
  ]),
  /** Stripe's id of the movement. */
  balance_transaction: z.string(),
  source_id: z.string().nullable(),
  at_stripe: z.string().nullable(),
  in_ledger: z.string().nullable(),
});
export type DifferenceView = z.infer<typeof differenceViewSchema>;
export const differencesViewSchema = z.object({ items: z.array(differenceViewSchema) });
export const reconciliationIdInputSchema = z.strictObject({ reconciliation_id: reconciliationIdSchema });
export const reconcileInputSchema = z.strictObject({
  /** Two days back, if left out. */
  since: instant.optional(),
});

/** `POST /v1/stripe/webhooks`: an event of Stripe's, up to so many bytes. */
export const maxStripeEventBytes = 1_000_000;
export const stripeEventTakenSchema = z.object({
  /** `repeated`: it came before. */
  verdict: z.enum(['taken', 'repeated']),
});
export type StripeEventTaken = z.infer<typeof stripeEventTakenSchema>;

/** Of an operator: what a creator owes and will not pay. */
export const writeOffInputSchema = z.strictObject({
  creator_team_id: teamIdSchema,
  amount_minor: minor.positive(),
  currency: currency.default('usd'),
});
export const writeOffBodySchema = writeOffInputSchema.omit({ creator_team_id: true });
export const writtenOffSchema = z.object({
  creator_team_id: teamIdSchema,
  /** What they still owe. */
  owed_minor: minor,
  currency,
});
export type WrittenOff = z.infer<typeof writtenOffSchema>;
export const onboardInputSchema = z.strictObject({
  /** ISO 3166-1 of where the creator is; kept once the account is made. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be a country like "US" or "DE"')
    .default('US'),
  return_path: returnPath.optional(),
});
