import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onboardedAccount, openStand, paidCharge, type Stand } from './testing/stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.close());

const sums = async (account?: string) => {
  const balance = await stand.stripe.balance.retrieve(
    {},
    account === undefined ? {} : { stripeAccount: account },
  );
  return { available: balance.available[0]?.amount, pending: balance.pending[0]?.amount };
};

describe('money of creators', () => {
  test('reaches an account that went through onboarding, and its bank', async () => {
    const { stripe, local, told } = stand;
    const account = await onboardedAccount(stand);
    expect(account).toMatchObject({ details_submitted: true, payouts_enabled: true });
    const charge = await paidCharge(stand, 1900);
    const transfer = await stripe.transfers.create({
      amount: 1330,
      currency: 'usd',
      destination: account.id,
      source_transaction: charge.id,
      metadata: { purchase: 'pur_1' },
    });
    expect(await sums(account.id)).toEqual({ available: 0, pending: 1330 });
    await expect(
      stripe.payouts.create({ amount: 1330, currency: 'usd' }, { stripeAccount: account.id }),
    ).rejects.toMatchObject({ code: 'balance_insufficient' });

    local.advance(2 * 86_400);
    expect(await sums(account.id)).toEqual({ available: 1330, pending: 0 });
    const payout = await stripe.payouts.create(
      { amount: 1330, currency: 'usd' },
      { stripeAccount: account.id },
    );
    expect(payout.status).toBe('pending');
    local.advance(3 * 86_400);
    expect(await stripe.payouts.retrieve(payout.id, {}, { stripeAccount: account.id })).toMatchObject({
      status: 'paid',
    });
    await local.webhooks.settled();
    expect(told.connect.map(({ type, account: of }) => [type, of])).toEqual(
      expect.arrayContaining([
        ['account.updated', account.id],
        ['payout.paid', account.id],
      ]),
    );
    expect(told.platform.map(({ type }) => type)).toContain('transfer.created');

    // What the bank has, nobody takes back.
    await expect(stripe.transfers.createReversal(transfer.id, { amount: 330 })).rejects.toMatchObject({
      code: 'balance_insufficient',
    });
  });

  test('comes back by a reversal while the account has it', async () => {
    const { stripe } = stand;
    const account = await onboardedAccount(stand);
    const charge = await paidCharge(stand, 1900);
    const transfer = await stripe.transfers.create({
      amount: 1330,
      currency: 'usd',
      destination: account.id,
      source_transaction: charge.id,
    });
    await stripe.transfers.createReversal(transfer.id, { amount: 330 });
    expect(await sums(account.id)).toEqual({ available: 0, pending: 1000 });
    expect(await stripe.transfers.retrieve(transfer.id)).toMatchObject({
      amount_reversed: 330,
      reversed: false,
    });
    await expect(stripe.transfers.createReversal(transfer.id, { amount: 1001 })).rejects.toMatchObject({
      param: 'amount',
    });
  });

  test('does not go to an account that was never onboarded, nor out of nothing', async () => {
    const { stripe } = stand;
    const account = await stripe.accounts.create({ type: 'express' });
    await expect(
      stripe.transfers.create({ amount: 100, currency: 'usd', destination: account.id }),
    ).rejects.toMatchObject({ code: 'insufficient_capabilities_for_transfer' });
    const known = await onboardedAccount(stand);
    await expect(
      stripe.transfers.create({ amount: 10_000_000, currency: 'usd', destination: known.id }),
    ).rejects.toMatchObject({ code: 'balance_insufficient' });
  });
});

describe('a dispute', () => {
  test('takes the money and a fee, and gives the money back when it is won', async () => {
    const { stripe } = stand;
    const before = (await sums()).available ?? 0;
    const charge = await paidCharge(stand, 5000, 'pm_card_createDispute');
    const [dispute] = (await stripe.disputes.list({ charge: charge.id })).data;
    expect(dispute).toMatchObject({ status: 'needs_response', reason: 'fraudulent', amount: 5000 });
    expect((await sums()).available).toBe(before - 6500);
    await expect(stripe.refunds.create({ charge: charge.id })).rejects.toMatchObject({
      code: 'charge_disputed',
    });
    const won = await stripe.disputes.update(dispute?.id ?? '', {
      evidence: { uncategorized_text: 'winning_evidence' },
    });
    expect(won.status).toBe('won');
    expect((await sums()).available).toBe(before - 1500);
    await expect(stripe.disputes.close(won.id)).rejects.toMatchObject({ type: 'StripeInvalidRequestError' });
  });
});
