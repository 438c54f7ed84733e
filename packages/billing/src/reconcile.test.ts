import { expect, test } from 'vitest';
import { type BookedMovement, compareBooks, differenceKinds, type StripeMovement } from './reconcile.ts';

function pair(id: string): [StripeMovement, BookedMovement] {
  return [
    {
      id,
      sourceId: `ch_${id}`,
      type: 'charge',
      currency: 'usd',
      amountMinor: 1_900,
      feeMinor: 85,
      taxMinor: 300,
    },
    {
      id,
      cause: 'sale',
      causeId: `pi_${id}`,
      currency: 'usd',
      amountMinor: 1_900,
      feeMinor: -85,
      taxMinor: 300,
      times: 1,
      sourceId: `ch_${id}`,
    },
  ];
}

test('equal books have no differences', () => {
  const pairs = Array.from({ length: 50 }, (_, n) => pair(`txn_${n}`));
  expect(
    compareBooks(
      pairs.map(([stripe]) => stripe),
      pairs.map(([, booked]) => booked),
    ),
  ).toEqual([]);
});

test('each kind of difference is found, one by one', () => {
  const [stripe, booked] = pair('txn_1');
  const found = [
    compareBooks([stripe], []),
    compareBooks([], [booked]),
    compareBooks([stripe], [{ ...booked, amountMinor: 1_901 }]),
    compareBooks([stripe], [{ ...booked, feeMinor: 0 }]),
    compareBooks([stripe], [{ ...booked, taxMinor: 0 }]),
    compareBooks([stripe], [{ ...booked, currency: 'eur' }]),
    compareBooks([stripe], [{ ...booked, times: 2, amountMinor: 3_800 }]),
    compareBooks([{ ...stripe, type: 'refund' }], [booked]),
    compareBooks([stripe], [{ ...booked, sourceId: 'ch_of_another' }]),
  ].map((differences) => differences.map(({ kind }) => kind));
  expect(found).toEqual(differenceKinds.map((kind) => [kind]));
});
