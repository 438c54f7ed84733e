import type { BalanceTransaction } from './balance-transaction.ts';
import type { Birth, Metadata } from './none.ts';

export type Dispute = ReturnType<typeof newDispute>;
export type DisputeStatus = 'needs_response' | 'under_review' | 'won' | 'lost';

const evidenceFields = [
  'access_activity_log',
  'billing_address',
  'cancellation_policy',
  'cancellation_policy_disclosure',
  'cancellation_rebuttal',
  'customer_communication',
  'customer_email_address',
  'customer_name',
  'customer_purchase_ip',
  'customer_signature',
  'duplicate_charge_documentation',
  'duplicate_charge_explanation',
  'duplicate_charge_id',
  'product_description',
  'receipt',
  'refund_policy',
  'refund_policy_disclosure',
  'refund_refusal_explanation',
  'service_date',
  'service_documentation',
  'shipping_address',
  'shipping_carrier',
  'shipping_date',
  'shipping_documentation',
  'shipping_tracking_number',
  'uncategorized_file',
  'uncategorized_text',
] as const;
export type EvidenceField = (typeof evidenceFields)[number];
export { evidenceFields };

/** How long the seller may answer. */
const answerSeconds = 9 * 24 * 60 * 60;

/** https://docs.stripe.com/api/disputes/object; minor units. */
export function newDispute(
  { id, created }: Birth,
  fields: {
    amount: number;
    currency: string;
    charge: string;
    payment_intent: string | null;
    reason: string;
    brand: string;
  },
) {
  return {
    id,
    object: 'dispute' as const,
    amount: fields.amount,
    balance_transactions: [] as BalanceTransaction[],
    charge: fields.charge,
    created,
    currency: fields.currency,
    enhanced_eligibility_types: [] as string[],
    evidence: {
      ...(Object.fromEntries(evidenceFields.map((field) => [field, null])) as Record<
        EvidenceField,
        string | null
      >),
      enhanced_evidence: {},
    },
    evidence_details: {
      due_by: created + answerSeconds,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
    },
    is_charge_refundable: false,
    livemode: false,
    metadata: {} as Metadata,
    payment_intent: fields.payment_intent,
    payment_method_details: {
      card: {
        brand: fields.brand,
        case_type: 'chargeback',
        network: fields.brand,
        network_reason_code: fields.reason === 'fraudulent' ? '10.4' : '13.1',
      },
      type: 'card',
    },
    reason: fields.reason,
    status: 'needs_response' as DisputeStatus,
  };
}
