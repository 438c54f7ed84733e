const trade =
  'it asks for things that only trade brings: a sale that was paid for, a review of it, a report that waits';
const operators = 'it is open to the people who run the installation alone, and names what only they have';
const pictures = 'it takes and gives pictures, which the probe does not draw';

/**
 * Routes and procedures of which two tenants who were just made have nothing that could be asked for. What can be tried of
 * them is; what cannot is said in the report, apart from what should have been tried. The product's own suite tries them all.
 */
export const outOfReach: Readonly<Record<string, string>> = {
  listPurchases: trade,
  getPurchase: trade,
  refundPurchase: trade,
  getEarnings: trade,
  getEarning: trade,
  getPayout: trade,
  getTry: trade,
  answerReview: trade,
  'purchases.list': trade,
  'purchases.get': trade,
  'purchases.refund': trade,
  'creator.earnings': trade,
  'creator.earning': trade,
  'creator.payout': trade,
  'templates.answerReview': trade,
  refundAsOperator: operators,
  resolveReport: operators,
  listReconciliationDifferences: operators,
  'operator.refund': operators,
  'operator.differences': operators,
  'moderation.resolveReport': operators,
  putPicture: pictures,
  deletePicture: pictures,
  readPicture: pictures,
  readOwnPicture: pictures,
  'templates.setPicture': pictures,
};
