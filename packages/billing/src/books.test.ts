import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entitledUntil, graceDays, slackDays } from './entitlement.ts';
import {
  type Posting,
  postDisputeLost,
  postDisputeOpened,
  postDisputeWon,
  postFee,
  postPayout,
  postReceivable,
  postRecovery,
  postRefund,
  postReversal,
  postSale,
  postSubscription,
  postSubscriptionRefund,
  postTransfer,
} from './postings.ts';
import { owedToCreator, partsOfSale, refundableMinor, type Sale } from './sale.ts';
import { splitRoyalties, splitSale } from './split-sale.ts';

test('19.00 are 13.30 and 5.70; what does not divide is the creator’s', () => {
  expect(splitSale(1_900)).toEqual({ creatorMinor: 1_330, platformMinor: 570 });
  expect(splitSale(101)).toEqual({ creatorMinor: 71, platformMinor: 30 });
  expect(splitSale(1)).toEqual({ creatorMinor: 1, platformMinor: 0 });
});

test('a fork passes its share up the lineage, and a parent its own of that', () => {
  const lineage = [
    { teamId: 'parent', shareBps: 2_000 },
    { teamId: 'grandparent', shareBps: 5_000 },
  ];
  expect(splitRoyalties(1_330, 'seller', lineage)).toEqual([
    { teamId: 'seller', amountMinor: 1_064 },
    { teamId: 'parent', amountMinor: 133 },
    { teamId: 'grandparent', amountMinor: 133 },
  ]);
});

/** One sale with everything that became of it, as the books and Stripe would have it. */
interface Told {
  sale: Sale;
  returned: number;
  disputed: number[];
  sent: Map<string, number>;
  balance: Map<string, number>;
  /** Causes that are booked. */
  booked: Set<string>;
}

type Step = { sale: number; act: number; amount: number; replay: boolean };

const arbitrarySale: fc.Arbitrary<Sale> = fc
  .record({
    currency: fc.constantFrom('usd', 'eur', 'jpy'),
    amountMinor: fc.integer({ min: 1, max: 10_000_000 }),
    taxBps: fc.integer({ min: 0, max: 2_700 }),
    lineage: fc.array(
      fc.record({
        teamId: fc.constantFrom('a', 'b', 'seller', 'c'),
        shareBps: fc.integer({ min: 0, max: 5_000 }),
      }),
      { maxLength: 3 },
    ),
  })
  .map(({ taxBps, ...sale }) => ({
    ...sale,
    seller: 'seller',
    taxMinor: Math.floor((sale.amountMinor * taxBps) / 10_000),
  }));

const arbitraryStep: fc.Arbitrary<Step> = fc.record({
  sale: fc.nat({ max: 3 }),
  act: fc.nat({ max: 9 }),
  amount: fc.integer({ min: 1, max: 10_000_000 }),
  replay: fc.boolean(),
});

/** What one step posts, by its cause; nothing where it is not possible. */
function act(told: Told, step: Step, number: number): [cause: string, postings: Posting[]][] {
  const { sale } = told;
  const { currency } = sale;
  const held = told.disputed.reduce((sum, one) => sum + one, 0);
  const state = { returnedMinor: told.returned, disputedMinor: held };
  const [creator] = [...told.sent.keys()].slice(step.amount % Math.max(1, told.sent.size));
  const left = refundableMinor(sale, state);
  switch (step.act) {
    case 0:
    case 1: {
      const amount = step.act === 0 ? left : Math.min(left, step.amount);
      if (amount <= 0) return [];
      const postings = postRefund(sale, told.returned, amount);
      told.returned += amount;
      return [[`refund ${number}`, postings]];
    }
    case 2: {
      if (left <= 0) return [];
      told.disputed.push(left);
      return [[`opened ${number}`, postDisputeOpened(currency, left)]];
    }
    case 3: {
      const amount = told.disputed.pop();
      return amount === undefined ? [] : [[`won ${number}`, postDisputeWon(currency, amount)]];
    }
    case 4: {
      const amount = told.disputed.pop();
      if (amount === undefined) return [];
      const postings = postDisputeLost(sale, told.returned, amount);
      told.returned += amount;
      return [[`lost ${number}`, postings]];
    }
    case 5:
    case 6: {
      if (creator === undefined) return [];
      const sent = told.sent.get(creator) ?? 0;
      const owed = owedToCreator(sale, state, creator, sent);
      if (owed === 0) return [];
      told.sent.set(creator, sent + owed);
      if (owed > 0) return [[`transfer ${number}`, postTransfer(currency, creator, owed)]];
      // Taken back, or owed from then on where their account is empty.
      return step.act === 5
        ? [[`reversal ${number}`, postReversal(currency, creator, -owed)]]
        : [[`receivable ${number}`, postReceivable(currency, creator, -owed)]];
    }
    case 7:
      return creator === undefined ? [] : [[`payout ${number}`, postPayout(currency, creator, step.amount)]];
    case 8:
      return creator === undefined
        ? []
        : [[`recovery ${number}`, postRecovery(currency, creator, step.amount)]];
    default:
      return [[`fee ${number}`, postFee(currency, step.amount % 100)]];
  }
}

function sumsOf(balance: Map<string, number>): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [key, amount] of balance) {
    const [currency = ''] = key.split(' ');
    sums.set(currency, (sums.get(currency) ?? 0) + amount);
  }
  return sums;
}

describe('Q9: the books', () => {
  test('10,000 sequences: each currency sums to zero after every step, in whole units', () => {
    fc.assert(
      fc.property(
        fc.array(arbitrarySale, { minLength: 1, maxLength: 3 }),
        fc.array(arbitraryStep, { maxLength: 12 }),
        (sales, steps) => {
          const balance = new Map<string, number>();
          const booked = new Set<string>();
          const book = (cause: string, postings: readonly Posting[]) => {
            // A replay finds its cause.
            if (booked.has(cause)) return;
            booked.add(cause);
            for (const { account, teamId, currency, amountMinor } of postings) {
              if (!Number.isSafeInteger(amountMinor) || amountMinor === 0) throw new Error('no whole amount');
              const key = `${currency} ${account} ${teamId ?? ''}`;
              balance.set(key, (balance.get(key) ?? 0) + amountMinor);
            }
            for (const [currency, sum] of sumsOf(balance)) {
              if (sum !== 0) throw new Error(`${currency} is off by ${sum} after ${cause}`);
            }
          };
          const told = sales.map(
            (sale): Told => ({
              sale,
              returned: 0,
              disputed: [],
              sent: new Map(partsOfSale(sale, sale.amountMinor).creators.map(({ teamId }) => [teamId, 0])),
              balance,
              booked,
            }),
          );
          for (const [index, { sale }] of told.entries()) book(`sale ${index}`, postSale(sale));
          for (const [number, step] of steps.entries()) {
            const one = told[step.sale % told.length];
            if (one === undefined) continue;
            for (const [cause, postings] of act(one, step, number)) {
              book(cause, postings);
              if (step.replay) book(cause, postings);
            }
            const held = one.disputed.reduce((sum, amount) => sum + amount, 0);
            if (one.returned + held > one.sale.amountMinor) throw new Error('more went back than was paid');
            // The parts are always those of a sale that small: the remainder is where it was from the start.
            const kept = one.sale.amountMinor - one.returned;
            const parts = partsOfSale(one.sale, kept);
            const creators = parts.creators.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
            const split = splitSale(kept - parts.taxMinor);
            if (creators !== split.creatorMinor || parts.platformMinor !== split.platformMinor) {
              throw new Error('a part is not what it would be had the sale been that small');
            }
            if (split.platformMinor * 10 > (kept - parts.taxMinor) * 3)
              throw new Error('the remainder is ours');
          }
        },
      ),
      { numRuns: 10_000 },
    );
  }, 120_000);

  test('what a refund is worth does not depend on in how many parts it was given', () => {
    fc.assert(
      fc.property(
        arbitrarySale,
        fc.array(fc.integer({ min: 1, max: 1_000 }), { maxLength: 8 }),
        (sale, cuts) => {
          const amounts: number[] = [];
          let left = sale.amountMinor;
          for (const cut of cuts) {
            if (left === 0) break;
            amounts.push(Math.min(left, cut));
            left -= Math.min(left, cut);
          }
          const total = amounts.reduce((sum, one) => sum + one, 0);
          if (total === 0) return;
          let returned = 0;
          const inParts = new Map<string, number>();
          for (const amount of amounts) {
            for (const posting of postRefund(sale, returned, amount)) add(inParts, posting);
            returned += amount;
          }
          const atOnce = new Map<string, number>();
          for (const posting of postRefund(sale, 0, total)) add(atOnce, posting);
          expect(cleaned(inParts)).toEqual(cleaned(atOnce));
        },
      ),
    );
  });
});

test('a plan’s payment gives all of its tax back, in however many parts', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.integer({ min: 0, max: 2_700 }),
      fc.array(fc.integer({ min: 1, max: 100_000 }), { maxLength: 6 }),
      (amountMinor, taxBps, cuts) => {
        const taxMinor = Math.floor((amountMinor * taxBps) / 10_000);
        const payment = { currency: 'usd', amountMinor, taxMinor };
        const sums = new Map<string, number>();
        for (const posting of postSubscription('usd', amountMinor, taxMinor)) add(sums, posting);
        let returned = 0;
        for (const cut of [...cuts, amountMinor]) {
          const amount = Math.min(cut, amountMinor - returned);
          if (amount === 0) continue;
          for (const posting of postSubscriptionRefund(payment, returned, amount)) add(sums, posting);
          returned += amount;
          expect(sums.get('tax_payable ') ?? 0).toBeLessThanOrEqual(0);
        }
        expect(cleaned(sums)).toEqual({});
      },
    ),
  );
});

function add(sums: Map<string, number>, { account, teamId, amountMinor }: Posting): void {
  const key = `${account} ${teamId ?? ''}`;
  sums.set(key, (sums.get(key) ?? 0) + amountMinor);
}

function cleaned(sums: Map<string, number>): Record<string, number> {
  return Object.fromEntries([...sums].filter(([, amount]) => amount !== 0).sort());
}

describe('what a subscription gives', () => {
  const day = 24 * 3_600_000;
  const end = new Date('2026-12-01T00:00:00Z');
  const facts = { plan: 'pro', currentPeriodEnd: end, cancelAt: null, pastDueSince: null } as const;

  test('a renewal that nobody has heard of yet takes nothing away', () => {
    expect(entitledUntil({ ...facts, status: 'active' })).toEqual(new Date(end.getTime() + slackDays * day));
  });
  test('one that ends gives its plan until then and no longer', () => {
    expect(entitledUntil({ ...facts, status: 'active', cancelAt: end })).toEqual(end);
  });
  test('a payment that failed leaves the grace, counted from when it failed', () => {
    const pastDueSince = new Date('2026-11-10T00:00:00Z');
    expect(entitledUntil({ ...facts, status: 'past_due', pastDueSince })).toEqual(
      new Date(pastDueSince.getTime() + graceDays * day),
    );
  });
  test.each(['canceled', 'unpaid', 'incomplete', 'paused'] as const)('%s gives nothing', (status) => {
    expect(entitledUntil({ ...facts, status })).toBeNull();
  });
});
