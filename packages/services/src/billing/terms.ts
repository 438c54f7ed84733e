const dayMs = 24 * 3_600_000;

/** So long a buyer gets the money back for the asking. */
export const refundWindowMs = 14 * dayMs;
/** So long after a sale the creators' parts wait: until nobody can ask for it back, and a day for what is on its way. */
export const maturesAfterMs = 15 * dayMs;
/** Less than this is not sent to a creator: it waits for more. Minor units, of any currency. */
export const leastTransferMinor = 1_000;
/** An idempotency key is good at Stripe for a day; after so long it is looked for what was made under it. */
export const checkoutClaimMs = 30_000;
/** A checkout that ends sooner than this is not handed out any more. */
export const checkoutLeastLeftMs = 5 * 60_000;
