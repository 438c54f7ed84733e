import type { Services } from '@agent-factory/services';

type PlatformStripe = NonNullable<Services['stripe']>;
type Sdk = Awaited<ReturnType<PlatformStripe['sdk']>>;

let made = 0;
const page = (kind: string) => async () => {
  made += 1;
  const id = `${kind}_${made}`;
  return { id, url: `https://stripe.example.test/${id}`, expires_at: 4_102_444_800 };
};

/** A list of nothing, to be awaited as a page or walked through. */
const nothing = () => Object.assign(Promise.resolve({ data: [] }), { async *[Symbol.asyncIterator]() {} });

/** The few things that the calls of these suites ask of Stripe; what money does is tried in services/billing, for real. */
export const playedStripe: PlatformStripe = {
  mode: 'test',
  webhookSecrets: [],
  automaticTax: false,
  sdk: async () => asSdk(),
};

/** As much of the SDK as is asked for here: its type has hundreds of resources more. */
function asSdk(): Sdk {
  const account = { capabilities: {}, details_submitted: false, payouts_enabled: false, country: 'US' };
  return {
    customers: { create: page('cus') },
    prices: { list: async () => ({ data: [{ id: 'price_1' }] }) },
    checkout: { sessions: { create: page('cs'), list: nothing } },
    billingPortal: { sessions: { create: page('bps') } },
    accounts: { create: async () => ({ ...(await page('acct')()), ...account }) },
    accountLinks: { create: page('link') },
    invoices: { list: nothing },
    // Nothing has moved: what the worker compares the books with.
    balanceTransactions: { list: nothing },
  } as unknown as Sdk;
}
