/** What a test card does, as https://docs.stripe.com/testing says; `name` is the SDK's token for it. */
export interface TestCard {
  number: string;
  name: string;
  brand: 'visa' | 'mastercard' | 'amex';
  /** For a person who chooses among them. */
  label: string;
  /** Charges are declined with this. */
  decline?: { code: string; decline_code?: string; message: string };
  /** When its holder has to approve: always, or until they did once for charges to come. */
  authentication?: 'always' | 'until_set_up';
  /** Charges work, then the holder contests them. */
  dispute?: 'fraudulent' | 'product_not_received';
  /** Works while its holder is there, and fails when they are away: at a renewal. */
  failsLater?: true;
  /** What goes back to it is sent back by its bank a while later. */
  refundFails?: true;
  /** What it pays is available at once instead of in two days. */
  availableAtOnce?: true;
}

const declined = (decline_code: string, message = 'Your card was declined.') => ({
  code: 'card_declined',
  decline_code,
  message,
});

export const testCards: readonly TestCard[] = [
  { number: '4242424242424242', name: 'visa', brand: 'visa', label: 'Payment succeeds' },
  { number: '5555555555554444', name: 'mastercard', brand: 'mastercard', label: 'Payment succeeds' },
  { number: '378282246310005', name: 'amex', brand: 'amex', label: 'Payment succeeds' },
  {
    number: '4000000000000077',
    name: 'bypassPending',
    brand: 'visa',
    label: 'Payment succeeds, its money is available at once',
    availableAtOnce: true,
  },
  {
    number: '4000000000000002',
    name: 'visa_chargeDeclined',
    brand: 'visa',
    label: 'Declined by the bank',
    decline: declined('generic_decline'),
  },
  {
    number: '4000000000009995',
    name: 'visa_chargeDeclinedInsufficientFunds',
    brand: 'visa',
    label: 'Declined: insufficient funds',
    decline: declined('insufficient_funds', 'Your card has insufficient funds.'),
  },
  {
    number: '4000000000009987',
    name: 'visa_chargeDeclinedLostCard',
    brand: 'visa',
    label: 'Declined: lost card',
    decline: declined('lost_card'),
  },
  {
    number: '4000000000000069',
    name: 'chargeDeclinedExpiredCard',
    brand: 'visa',
    label: 'Declined: expired card',
    decline: { code: 'expired_card', message: 'Your card has expired.' },
  },
  {
    number: '4000000000000127',
    name: 'chargeDeclinedIncorrectCvc',
    brand: 'visa',
    label: 'Declined: wrong security code',
    decline: { code: 'incorrect_cvc', message: "Your card's security code is incorrect." },
  },
  {
    number: '4000000000000119',
    name: 'chargeDeclinedProcessingError',
    brand: 'visa',
    label: 'Declined: processing error',
    decline: {
      code: 'processing_error',
      message: 'An error occurred while processing your card. Try again in a little bit.',
    },
  },
  {
    number: '4000002500003155',
    name: 'authenticationRequiredOnSetup',
    brand: 'visa',
    label: '3-D Secure: asks you to approve',
    authentication: 'until_set_up',
  },
  {
    number: '4000002760003184',
    name: 'authenticationRequired',
    brand: 'visa',
    label: '3-D Secure: asks you every time',
    authentication: 'always',
  },
  {
    number: '4000000000000259',
    name: 'createDispute',
    brand: 'visa',
    label: 'Succeeds, then is disputed as fraud',
    dispute: 'fraudulent',
  },
  {
    number: '4000000000002685',
    name: 'createDisputeProductNotReceived',
    brand: 'visa',
    label: 'Succeeds, then is disputed as never received',
    dispute: 'product_not_received',
  },
  {
    number: '4000000000000341',
    name: 'chargeCustomerFail',
    brand: 'visa',
    label: 'Succeeds now, fails at renewal',
    failsLater: true,
  },
  {
    number: '4000000000005126',
    name: 'refundFail',
    brand: 'visa',
    label: 'Succeeds, but its bank takes no refund',
    refundFails: true,
  },
];

/** The card behind a number, `pm_card_…` or `tok_…`; null for what no test card has. */
export function testCard(name: string): TestCard | null {
  const digits = name.replaceAll(/[\s-]/g, '');
  const token = name.replace(/^(pm_card|tok)_/, '').toLowerCase();
  return (
    testCards.find(
      (card) =>
        card.number === digits ||
        card.name.toLowerCase() === token ||
        card.name.toLowerCase() === `visa_${token}` ||
        `visa_${card.name.toLowerCase()}` === token,
    ) ?? null
  );
}
