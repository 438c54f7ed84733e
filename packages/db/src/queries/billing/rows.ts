import type { PurchaseId, RefundId, TeamId, TransferId } from '@agent-factory/contracts';

export type PurchaseStatus = 'pending' | 'completed' | 'disputed' | 'refunded' | 'charged_back' | 'cancelled';

/** Amounts in minor units of `currency`. */
export interface PurchaseRow {
  id: PurchaseId;
  buyerTeamId: TeamId;
  templateId: string;
  templateVersionId: string;
  sellerTeamId: TeamId;
  title: string;
  amountMinor: number;
  currency: string;
  taxMinor: number;
  lineage: { teamId: string; shareBps: number }[];
  status: PurchaseStatus;
  returnedMinor: number;
  disputedMinor: number;
  /** Of what was given back, what banks sent back to us and the buyer is to get all the same. */
  owedMinor: number;
  checkoutNumber: number;
  checkoutTriedAt: Date | null;
  checkoutSessionId: string | null;
  checkoutUrl: string | null;
  checkoutExpiresAt: Date | null;
  paymentIntentId: string | null;
  chargeId: string | null;
  receiptUrl: string | null;
  createdAt: Date;
  completedAt: Date | null;
  refundableUntil: Date | null;
  maturesAt: Date | null;
}

export const purchaseColumns = [
  'id',
  'buyer_team_id as buyerTeamId',
  'template_id as templateId',
  'template_version_id as templateVersionId',
  'seller_team_id as sellerTeamId',
  'title',
  'amount_minor as amountMinor',
  'currency',
  'tax_minor as taxMinor',
  'lineage',
  'status',
  'returned_minor as returnedMinor',
  'disputed_minor as disputedMinor',
  'owed_minor as owedMinor',
  'checkout_number as checkoutNumber',
  'checkout_tried_at as checkoutTriedAt',
  'checkout_session_id as checkoutSessionId',
  'checkout_url as checkoutUrl',
  'checkout_expires_at as checkoutExpiresAt',
  'payment_intent_id as paymentIntentId',
  'charge_id as chargeId',
  'receipt_url as receiptUrl',
  'created_at as createdAt',
  'completed_at as completedAt',
  'refundable_until as refundableUntil',
  'matures_at as maturesAt',
] as const;

export interface RefundRow {
  id: RefundId;
  purchaseId: PurchaseId;
  buyerTeamId: TeamId;
  amountMinor: number;
  currency: string;
  reason: 'buyer' | 'operator' | 'invariant' | 'outside';
  note: string;
  status: 'requested' | 'succeeded' | 'failed';
  failure: string | null;
  stripeRefundId: string | null;
  triedAt: Date | null;
  createdAt: Date;
  settledAt: Date | null;
}

export const refundColumns = [
  'id',
  'purchase_id as purchaseId',
  'buyer_team_id as buyerTeamId',
  'amount_minor as amountMinor',
  'currency',
  'reason',
  'note',
  'status',
  'failure',
  'stripe_refund_id as stripeRefundId',
  'tried_at as triedAt',
  'created_at as createdAt',
  'settled_at as settledAt',
] as const;

export interface TransferRow {
  id: TransferId;
  creatorTeamId: TeamId;
  purchaseId: PurchaseId;
  kind: 'transfer' | 'reversal';
  ofTransferId: TransferId | null;
  amountMinor: number;
  currency: string;
  status: 'requested' | 'done' | 'owed' | 'failed';
  failure: string | null;
  stripeId: string | null;
  triedAt: Date | null;
  createdAt: Date;
  settledAt: Date | null;
}

export const transferColumns = [
  'id',
  'creator_team_id as creatorTeamId',
  'purchase_id as purchaseId',
  'kind',
  'of_transfer_id as ofTransferId',
  'amount_minor as amountMinor',
  'currency',
  'status',
  'failure',
  'stripe_id as stripeId',
  'tried_at as triedAt',
  'created_at as createdAt',
  'settled_at as settledAt',
] as const;

export interface CreatorAccountRow {
  creatorTeamId: TeamId;
  stripeAccountId: string;
  country: string | null;
  detailsSubmitted: boolean;
  transfersEnabled: boolean;
  payoutsEnabled: boolean;
  requirements: string[];
}

export const creatorAccountColumns = [
  'creator_team_id as creatorTeamId',
  'stripe_account_id as stripeAccountId',
  'country',
  'details_submitted as detailsSubmitted',
  'transfers_enabled as transfersEnabled',
  'payouts_enabled as payoutsEnabled',
  'requirements',
] as const;

export interface PayoutRow {
  id: string;
  creatorTeamId: TeamId;
  amountMinor: number;
  currency: string;
  status: string;
  failure: string | null;
  arrivesAt: Date;
  createdAt: Date;
}

export interface CustomerRow {
  teamId: TeamId;
  stripeCustomerId: string;
  triedAt: Date | null;
  checkoutSessionId: string | null;
  checkoutUrl: string | null;
  checkoutPlan: 'pro' | 'enterprise' | null;
  checkoutExpiresAt: Date | null;
}

export interface SubscriptionRow {
  teamId: TeamId;
  stripeSubscriptionId: string;
  plan: 'pro' | 'enterprise';
  status: string;
  currentPeriodStart: Date;
  currentPeriodEnd: Date;
  trialEnd: Date | null;
  cancelAt: Date | null;
  pastDueSince: Date | null;
  entitledUntil: Date | null;
}
