import fc from 'fast-check';
import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onboardedAccount, openStand, paidCharge, type Stand } from './testing/stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.close());

const pick = fc.nat({ max: 9 });
const amount = fc.integer({ min: 50, max: 20_000 });
const step = fc.oneof(
  fc.record({
    act: fc.constant('charge' as const),
    amount,
    card: fc.constantFrom('visa', 'bypassPending', 'visa_chargeDeclined', 'createDispute'),
  }),
  fc.record({ act: fc.constant('refund' as const), pick, amount }),
  fc.record({ act: fc.constant('decide' as const), pick, won: fc.boolean() }),
  fc.record({ act: fc.constant('transfer' as const), pick, amount, tied: fc.boolean() }),
  fc.record({ act: fc.constant('reverse' as const), pick, amount }),
  fc.record({ act: fc.constant('payout' as const), amount }),
  fc.record({ act: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 4 }) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** What is remembered of a run: what may be acted on, and what both balances should come to. */
interface Books {
  account: string;
  charges: Stripe.Charge[];
  disputes: Stripe.Dispute[];
  transfers: Stripe.Transfer[];
  platform: number;
  creator: number;
}

async function totalOf(options: Stripe.RequestOptions): Promise<number> {
  const { available, pending } = await stand.stripe.balance.retrieve({}, options);
  return [...available, ...pending].reduce((sum, part) => sum + part.amount, 0);
}

async function sumOfTransactions(options: Stripe.RequestOptions): Promise<number> {
  let sum = 0;
  for await (const { net, amount: gross, fee } of stand.stripe.balanceTransactions.list(
    { limit: 100 },
    options,
  )) {
    expect(net).toBe(gross - fee);
    sum += net;
  }
  return sum;
}

/** Done through the SDK; what it does to the balances is worked out from the act, never from Stripe's rows. */
async function perform(books: Books, now: Step): Promise<void> {
  const { stripe, local } = stand;
  const one = <T>(all: T[], index: number) => all[index % Math.max(1, all.length)];
  switch (now.act) {
    case 'charge': {
      const charge = await paidCharge(stand, now.amount, `pm_card_${now.card}`);
      books.charges.push(charge);
      books.platform += now.amount - Math.floor((now.amount * 29 + 500) / 1000) - 30;
      if (now.card !== 'createDispute') return;
      books.disputes.push(...(await stripe.disputes.list({ charge: charge.id })).data);
      books.platform -= now.amount + 1500;
      return;
    }
    case 'refund': {
      const charge = one(books.charges, now.pick);
      if (charge === undefined) return;
      const refund = await stripe.refunds.create({ charge: charge.id, amount: now.amount });
      books.platform -= refund.amount;
      return;
    }
    case 'decide': {
      const dispute = one(books.disputes, now.pick);
      if (dispute === undefined) return;
      const text = now.won ? 'winning_evidence' : 'losing_evidence';
      await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: text } });
      if (now.won) books.platform += dispute.amount;
      return;
    }
    case 'transfer': {
      const source = now.tied ? one(books.charges, now.pick)?.id : undefined;
      const transfer = await stripe.transfers.create({
        amount: now.amount,
        currency: 'usd',
        destination: books.account,
        ...(source === undefined ? {} : { source_transaction: source }),
      });
      books.transfers.push(transfer);
      books.platform -= now.amount;
      books.creator += now.amount;
      return;
    }
    case 'reverse': {
      const transfer = one(books.transfers, now.pick);
      if (transfer === undefined) return;
      await stripe.transfers.createReversal(transfer.id, { amount: now.amount });
      books.platform += now.amount;
      books.creator -= now.amount;
      return;
    }
    case 'payout': {
      await stripe.payouts.create({ amount: now.amount, currency: 'usd' }, { stripeAccount: books.account });
      books.creator -= now.amount;
      return;
    }
    case 'wait':
      local.advance(now.days * 86_400);
  }
}

test('a balance is what its acts come to, and the sum of its transactions', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const { id } = await onboardedAccount(stand);
      const before = await totalOf({});
      const books: Books = {
        account: id,
        charges: [],
        disputes: [],
        transfers: [],
        platform: before,
        creator: 0,
      };
      for (const now of steps) {
        // What is refused (too much, too early, twice) must move nothing.
        await perform(books, now).catch((error: Stripe.errors.StripeError) => {
          expect(error.type).toMatch(/^Stripe(InvalidRequest|Card)Error$/);
        });
        expect(await totalOf({})).toBe(books.platform);
        expect(await totalOf({ stripeAccount: id })).toBe(books.creator);
        expect(books.creator).toBeGreaterThanOrEqual(0);
      }
      expect(await sumOfTransactions({})).toBe(books.platform);
      expect(await sumOfTransactions({ stripeAccount: id })).toBe(books.creator);
    }),
    { numRuns: 10 },
  );
});
