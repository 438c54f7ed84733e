import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusalError } from '../testing/stand.ts';
import { getEarning } from './get-earning.ts';
import { getEarnings } from './get-earnings.ts';
import { getPayout } from './get-payout.ts';
import { listPayouts } from './list-payouts.ts';
import { sendDueTransfers } from './send-due-transfers.ts';
import { type MoneyStand, onboard, openMoneyStand } from './testing/money-stand.ts';

let money: MoneyStand;
beforeAll(async () => {
  money = await openMoneyStand();
});
afterAll(() => money.close());

const day = 24 * 3_600_000;

async function payOut(account: string, amount: number): Promise<void> {
  const sdk = await money.services.stripe?.sdk();
  await sdk?.payouts.create({ amount, currency: 'usd' }, { stripeAccount: account });
  await money.settle();
}

test('a payout is followed to its sales, and a sale to each posting', async () => {
  const creator = await money.tenant();
  const account = await onboard(money, creator);
  const parent = await money.listed({ priceMinor: 500 });
  const own = await money.listed({ creator });
  const fork = await money.listed({
    creator,
    priceMinor: 5_000,
    parent: { id: parent.id, versionId: parent.versionId, royaltyBps: 2_000 },
  });
  for (const { id } of [own, fork]) await money.buy(await money.tenant(), id);
  await money.settle();
  const later = { ...money.services, clock: { now: () => Date.now() + 16 * day } };
  await sendDueTransfers({ services: later });
  await money.settle();
  // Free by then, and before Stripe pays it out by itself, which is weekly.
  money.local.advance(4 * 86_400);
  await money.settle();
  // 13.30 of the one, 28.00 of the other, whose maker before has 7.00.
  await payOut(account, 3_000);
  await payOut(account, 1_130);

  const { items } = await listPayouts({ ctx: creator });
  expect(items.map(({ amount_minor }) => amount_minor).sort()).toEqual([1_130, 3_000]);
  const traces = await Promise.all(
    items.map(({ id }) => getPayout({ ctx: creator, input: { payout_id: id } })),
  );
  for (const { payout, before_minor, moved_minor, left_minor, moves } of traces) {
    expect(before_minor + moved_minor).toBe(payout.amount_minor + left_minor);
    expect(moves.reduce((sum, { line }) => sum + line.amount_minor, 0)).toBe(moved_minor);
  }
  // Both fell into one second, or not: nothing is counted twice and nothing is left.
  const moves = traces.flatMap((trace) => trace.moves);
  expect(moves.map(({ line }) => line.amount_minor).sort()).toEqual([1_330, 2_800]);
  expect(Math.min(...traces.map(({ left_minor }) => left_minor))).toBe(0);
  expect(moves.find(({ line }) => line.amount_minor === 2_800)?.sale).toMatchObject({
    kind: 'sale',
    amount_minor: 2_800,
    sale: { gross_minor: 5_000, tax_minor: 0, platform_minor: 1_500, royalties_minor: 700 },
  });

  // Page by page it is the same.
  const full = traces.find((trace) => trace.moves.length > 0)?.payout.id ?? '';
  const whole = traces.find(({ payout }) => payout.id === full)?.moves ?? [];
  const paged: typeof whole = [];
  let cursor: string | undefined;
  do {
    const page = await getPayout({
      ctx: creator,
      input: { payout_id: full, limit: 1, ...(cursor === undefined ? {} : { cursor }) },
    });
    paged.push(...page.moves);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  expect(paged).toEqual(whole);

  const to = new Date(Date.now() + 30 * day).toISOString();
  const { lines } = await getEarnings({ ctx: creator, input: { to } });
  const sale = lines.find(({ kind, amount_minor }) => kind === 'sale' && amount_minor === 2_800);
  if (sale === undefined) throw new Error('the sale is on no statement');
  const trace = await getEarning({ ctx: creator, input: { entry_id: sale.entry_id } });
  expect(trace.line).toEqual(sale);
  expect(trace.postings.reduce((sum, { amount_minor }) => sum + amount_minor, 0)).toBe(0);
  expect(trace.postings.map(({ account: of, whose, amount_minor }) => [of, whose, amount_minor])).toEqual(
    expect.arrayContaining([
      ['stripe_balance', 'platform', 5_000],
      ['platform_revenue', 'platform', -1_500],
      ['creator_payable', 'you', -2_800],
      ['creator_payable', 'another_maker', -700],
    ]),
  );
  expect(trace.of_sale.map(({ kind }) => kind).sort()).toEqual(['sale', 'transfer']);
  expect(JSON.stringify(trace)).not.toContain(parent.creator.actor.teamId);

  const payout = lines.find(({ kind }) => kind === 'payout');
  if (payout === undefined) throw new Error('the payout is on no statement');
  const paid = await getEarning({ ctx: creator, input: { entry_id: payout.entry_id } });
  expect(paid.of_sale).toEqual([]);
  expect(paid.postings).toHaveLength(2);

  const stranger = await money.tenant();
  const asked = [
    () => getEarning({ ctx: stranger, input: { entry_id: sale.entry_id } }),
    () => getPayout({ ctx: stranger, input: { payout_id: full } }),
  ];
  for (const ask of asked) expect(await refusalError(ask())).toMatchObject({ code: 'not_found' });
}, 60_000);
