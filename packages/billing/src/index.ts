export {
  entitledUntil,
  graceDays,
  type SubscriptionFacts,
  type SubscriptionStatus,
  slackDays,
  subscriptionStatuses,
} from './entitlement.ts';
export { type PaidPlan, type PlanTerms, paidPlans, planCurrency, planTerms } from './plans.ts';
export {
  creatorAccounts,
  type LedgerAccount,
  type LedgerCause,
  ledgerAccounts,
  ledgerCauses,
  type Posting,
  postDisputeLost,
  postDisputeOpened,
  postDisputeWon,
  postFee,
  postPayout,
  postPayoutFailed,
  postPlatformPayout,
  postReceivable,
  postRecovery,
  postRefund,
  postRefundFailed,
  postReversal,
  postSale,
  postSubscription,
  postSubscriptionRefund,
  postTransfer,
  postWriteOff,
} from './postings.ts';
export {
  type BookedMovement,
  compareBooks,
  type Difference,
  type DifferenceKind,
  differenceKinds,
  type StripeMovement,
} from './reconcile.ts';
export {
  owedToCreator,
  partsOfSale,
  refundableMinor,
  type Sale,
  type SaleParts,
  type SaleState,
} from './sale.ts';
export {
  type CreatorPart,
  platformShareBps,
  type Royalty,
  type SaleSplit,
  splitRoyalties,
  splitSale,
} from './split-sale.ts';
