// Statements about money. Those that name no team are the clerk's, who keeps the books of all (`withClerk`); the others
// are also asked for a member, whose policies say the same.
export { bookEntry, type NewLedgerEntry } from './book-entry.ts';
export {
  insertTransfer,
  listMaturePurchases,
  listPayouts,
  listTransfersOfPurchase,
  lockCreatorAccount,
  putCreatorAccount,
  putPayout,
  selectCreatorAccount,
  selectCreatorOfAccount,
  selectTransferById,
  updateTransfer,
} from './creators.ts';
export { type DisputeRow, putDispute } from './disputes.ts';
export {
  type EarningRow,
  listEarnings,
  listSaleParts,
  sumCreatorAccounts,
  sumEarnings,
  sumMaturing,
} from './earnings.ts';
export {
  countTemplatePurchase,
  selectTemplateOffer,
  settleDeployments,
  type TemplateOffer,
} from './offer.ts';
export { sumOwedOfPurchase } from './owed.ts';
export {
  insertCustomer,
  listSubscriptionsOfShutTeams,
  notePlanCheckout,
  putSubscription,
  selectCustomer,
  selectCustomerByStripeId,
  selectSubscription,
  selectTeamPlan,
} from './plans.ts';
export {
  claimCheckout,
  insertPurchase,
  listPurchases,
  listStalePurchases,
  type NewPurchase,
  type PurchaseChange,
  selectOpenPurchase,
  selectPurchase,
  selectPurchaseById,
  selectPurchaseIdOf,
  updatePurchase,
} from './purchases.ts';
export {
  beginReconciliation,
  type DifferenceRow,
  finishReconciliation,
  listBookedMovements,
  listDifferences,
  listReconciliations,
  type ReconciliationRow,
} from './reconciliations.ts';
export {
  insertRefund,
  listRefunds,
  listRefundsOfPurchase,
  listRefundsOfTeam,
  selectRefundById,
  selectRefundByStripeId,
  updateRefund,
} from './refunds.ts';
export type {
  CreatorAccountRow,
  CustomerRow,
  PayoutRow,
  PurchaseRow,
  PurchaseStatus,
  RefundRow,
  SubscriptionRow,
  TransferRow,
} from './rows.ts';
export {
  queueBillingJob,
  type StripeEventRow,
  selectStripeEvent,
  settleStripeEvent,
  takeStripeEvent,
} from './stripe-events.ts';
export {
  listEarningsById,
  listEntriesOfSale,
  listPayoutMoves,
  listPostingsOfEarning,
  type PayoutMoveRow,
  type PayoutSpan,
  type PayoutSums,
  type PostingRow,
  selectPayout,
  selectPayoutSpan,
  sumPayoutMoves,
} from './traces.ts';
