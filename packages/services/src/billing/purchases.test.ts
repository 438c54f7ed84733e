import { createHash } from 'node:crypto';
import { newId, type Scope } from '@agent-factory/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contextFor, type ServiceContext } from '../service-context.ts';
import { refusalError } from '../testing/stand.ts';
import { getEarnings } from './get-earnings.ts';
import { getPurchase } from './get-purchase.ts';
import { moveMoney } from './move-money.ts';
import { processStripeEvent } from './process-stripe-event.ts';
import { purchaseTemplate } from './purchase-template.ts';
import { receiveStripeEvent } from './receive-stripe-event.ts';
import { reconcile } from './reconcile.ts';
import { refundForBrokenInvariant } from './refund-broken-invariant.ts';
import { refundPurchase } from './refund-purchase.ts';
import { sendDueTransfers } from './send-due-transfers.ts';
import { settlePurchase } from './settle-purchase.ts';
import { type MoneyStand, onboard, openMoneyStand } from './testing/money-stand.ts';

let money: MoneyStand;
beforeAll(async () => {
  money = await openMoneyStand();
});
afterAll(() => money.close());

const day = 24 * 3_600_000;
const why = { broken: { version: 1, invariants: ['cites_sources'] } };
const at = (ms: number) => ({ ...money.services, clock: { now: () => Date.now() + ms } });

/** The books of one purchase, as lines that a person would write; in no order that time decides. */
async function booksOf(purchaseId: string): Promise<string[]> {
  const lines = await money.rows<{ line: string }>(
    `select e.cause || ' ' || l.account || ' ' || l.amount_minor || ' ' || l.currency as line
     from public.ledger_entries e join public.ledger_postings l on l.entry_id = e.id
     where e.purchase_id = $1 order by 1`,
    [purchaseId],
  );
  return lines.map(({ line }) => line);
}

async function statusOf(purchaseId: string): Promise<string | undefined> {
  const [row] = await money.rows<{ status: string }>('select status from public.purchases where id = $1', [
    purchaseId,
  ]);
  return row?.status;
}

async function chargesOf(purchaseId: string): Promise<number> {
  const sdk = await money.services.stripe?.sdk();
  const all = await sdk?.charges.list({ limit: 100, transfer_group: purchaseId });
  return (all?.data ?? []).filter(({ paid }) => paid).length;
}

test('19.00 are 13.30 for the creator and 5.70 for the platform, once Stripe has confirmed', async () => {
  const buyer = await money.tenant();
  const template = await money.listed();
  const started = await money.buy(buyer, template.id);
  expect(started).toMatchObject({ owned: false, template: { price_minor: 1_900, currency: 'usd' } });
  await money.settle();
  expect(new Set(money.answers)).toEqual(new Set(['taken']));
  expect(await booksOf(started.purchase_id)).toEqual([
    'fee stripe_balance -85 usd',
    'fee stripe_fees 85 usd',
    'sale creator_payable -1330 usd',
    'sale platform_revenue -570 usd',
    'sale stripe_balance 1900 usd',
  ]);
  const again = await purchaseTemplate({ ctx: buyer, input: { template_id: template.id } });
  expect(again).toMatchObject({ purchase_id: started.purchase_id, owned: true, checkout_url: null });
  expect(again.receipt_url).toBeTruthy();
  const [counted] = await money.rows('select purchases_count from public.templates where id = $1', [
    template.id,
  ]);
  expect(counted).toEqual({ purchases_count: 1 });
  const earnings = await getEarnings({ ctx: template.creator, input: {} });
  expect(earnings.balances).toMatchObject([
    { payable_minor: 1_330, maturing_minor: 1_330, sold_minor: 1_330 },
  ]);
  expect(earnings.lines).toMatchObject([
    {
      kind: 'sale',
      amount_minor: 1_330,
      sale: { gross_minor: 1_900, tax_minor: 0, platform_minor: 570, royalties_minor: 0 },
    },
  ]);
  // Nobody else sees it, and the team that bought it sees nothing of the creator's.
  expect((await getEarnings({ ctx: buyer, input: {} })).lines).toEqual([]);
  const stranger = await money.tenant();
  expect(
    await refusalError(getPurchase({ ctx: stranger, input: { purchase_id: started.purchase_id } })),
  ).toMatchObject({ code: 'not_found' });
});

test('what costs nothing is owned at once, and a fork passes its share up', async () => {
  const free = await money.listed({ priceMinor: 0 });
  const buyer = await money.tenant();
  const taken = await purchaseTemplate({ ctx: buyer, input: { template_id: free.id } });
  expect(taken).toMatchObject({ owned: true, checkout_url: null });
  const parent = await money.listed({ priceMinor: 500 });
  const fork = await money.listed({
    parent: { id: parent.id, versionId: parent.versionId, royaltyBps: 2_000 },
  });
  const { purchase_id } = await money.buy(buyer, fork.id);
  await money.settle();
  expect(await booksOf(purchase_id)).toContain('sale creator_payable -1064 usd');
  expect(await booksOf(purchase_id)).toContain('sale creator_payable -266 usd');
  const passed = await getEarnings({ ctx: parent.creator, input: {} });
  expect(passed.lines).toMatchObject([{ kind: 'royalty', amount_minor: 266, sale: null }]);
});

test('a key that may use the marketplace takes what is free; to spend money it needs more', async () => {
  const person = await money.tenant();
  const { teamId } = person.actor;
  const key = (scopes: readonly Scope[]) =>
    contextFor(money.services, {
      ...{ type: 'apiKey', keyId: newId('apiKey'), teamId, name: 'Shopper' },
      ...{ scopes, agentIds: null },
    });
  const free = await money.listed({ priceMinor: 0 });
  const paid = await money.listed();
  const shopper = key(['marketplace:write']);
  const buy = (ctx: ServiceContext, template_id: typeof paid.id) =>
    purchaseTemplate({ ctx, input: { template_id } });
  expect(await buy(shopper, free.id)).toMatchObject({ owned: true });
  expect(await refusalError(buy(shopper, paid.id))).toMatchObject({ code: 'forbidden' });
  const [left] = await money.rows(
    'select count(*)::int as n from public.purchases where buyer_team_id = $1 and template_id = $2',
    [person.actor.teamId, paid.id],
  );
  expect(left).toEqual({ n: 0 });
  expect(await buy(key(['billing:write']), paid.id)).toMatchObject({ owned: false });
});

test('100 concurrent purchases by one team: one purchase, one charge', async () => {
  const buyer = await money.tenant();
  const { id } = await money.listed();
  const answers = await Promise.all(
    Array.from({ length: 100 }, () => purchaseTemplate({ ctx: buyer, input: { template_id: id } })),
  );
  expect(new Set(answers.map(({ purchase_id }) => purchase_id)).size).toBe(1);
  expect(new Set(answers.map(({ checkout_url }) => checkout_url)).size).toBe(1);
  const { purchase_id } = await money.buy(buyer, id);
  await money.settle();
  expect(await statusOf(purchase_id)).toBe('completed');
  expect(await chargesOf(purchase_id)).toBe(1);
}, 120_000);

test('a card that is declined buys nothing; the same page takes another', async () => {
  const buyer = await money.tenant();
  const { id } = await money.listed();
  const { purchase_id } = await money.buy(buyer, id, '4000000000000002');
  await money.settle();
  expect(await statusOf(purchase_id)).toBe('pending');
  const again = await money.buy(buyer, id);
  expect(again.purchase_id).toBe(purchase_id);
  await money.settle();
  expect(await statusOf(purchase_id)).toBe('completed');
});

describe('Q10: events of Stripe', () => {
  test('duplicated, shuffled, concurrent: the same final state', async () => {
    const ends: string[][] = [];
    for (const shuffleSeed of [1, 2, 3, 4, 5]) {
      const buyer = await money.tenant();
      const { id } = await money.listed();
      money.local.webhooks.hold();
      const { purchase_id } = await money.buy(buyer, id);
      // Paid, but nobody has heard of it: what comes now comes in any order.
      await settlePurchase({ services: money.services, purchaseId: purchase_id });
      await refundPurchase({ ctx: buyer, input: { purchase_id, amount_minor: 333 } });
      const [refund] = await money.rows<{ id: string }>(
        'select id from public.refunds where purchase_id = $1',
        [purchase_id],
      );
      await moveMoney({ services: money.services, input: { kind: 'refund', id: refund?.id ?? '' } });
      money.local.webhooks.release({ copies: shuffleSeed, shuffleSeed });
      await money.local.webhooks.settled();
      const events = await money.rows<{ id: string }>(
        'select id from public.stripe_events where processed_at is null order by md5(id || $1)',
        [String(shuffleSeed)],
      );
      const twice = [...events, ...events];
      await Promise.all(
        twice.map(({ id: event_id }) =>
          processStripeEvent({ services: money.services, input: { event_id } }),
        ),
      );
      ends.push([...(await booksOf(purchase_id)), String(await statusOf(purchase_id))]);
    }
    expect(ends[0]).toContain('refund stripe_balance -333 usd');
    expect(ends[0]).toContain('completed');
    for (const end of ends) expect(end).toEqual(ends[0]);
    expect(money.answers).toContain('repeated');
  }, 120_000);

  test('a bad signature, another body, ±301 s, an account of others, the other mode: refused', async () => {
    const { stripe } = money.services;
    const sdk = await stripe?.sdk();
    if (stripe === null || sdk === undefined) throw new Error('the stand has one');
    const [secret = ''] = stripe.webhookSecrets;
    const now = Math.floor(Date.now() / 1_000);
    const event = {
      id: 'evt_1',
      object: 'event',
      type: 'charge.succeeded',
      livemode: false,
      created: now,
      data: { object: { id: 'ch_1', object: 'charge' } },
    };
    const send = async (body: string, options: { secret?: string; timestamp?: number; of?: string } = {}) => {
      const signature = sdk.webhooks.generateTestHeaderString({
        payload: options.of ?? body,
        secret: options.secret ?? secret,
        timestamp: options.timestamp ?? now,
      });
      const call = { body: Buffer.from(body), signature };
      return receiveStripeEvent({ services: money.services, call }).then(
        ({ verdict }) => verdict as string,
        (error: { code: string }) => error.code,
      );
    };
    const text = JSON.stringify(event);
    expect(await send(text, { secret: 'whsec_other' })).toBe('unauthenticated');
    expect(await send(JSON.stringify(event, null, 2), { of: text })).toBe('unauthenticated');
    expect(await send(text, { timestamp: now - 302 })).toBe('unauthenticated');
    expect(await send(text, { timestamp: now + 302 })).toBe('unauthenticated');
    expect(await send(JSON.stringify({ ...event, account: 'acct_of_others' }))).toBe('forbidden');
    expect(await send(JSON.stringify({ ...event, livemode: true }))).toBe('forbidden');
    const call = { body: Buffer.from(text), signature: undefined };
    expect(await refusalError(receiveStripeEvent({ services: money.services, call }))).toMatchObject({
      code: 'unauthenticated',
    });
    const [kept] = await money.rows(`select count(*)::int as n from public.stripe_events where id = 'evt_1'`);
    expect(kept).toEqual({ n: 0 });
    // Those that are good to the second, and the same one again.
    expect(await send(text, { timestamp: now - 295 })).toBe('taken');
    expect(await send(text, { timestamp: now + 295 })).toBe('repeated');
    await money.rows(`update public.stripe_events set processed_at = now() where id = 'evt_1'`);
  });

  test('a timeout after success, tried again: one page, one charge; and 25 hours later too', async () => {
    for (const waitSeconds of [0, 25 * 3_600]) {
      const buyer = await money.tenant();
      const { id } = await money.listed();
      // The SDK's own retries are used up too.
      money.local.faults.order({ kind: 'drop_after', path: '/v1/checkout/sessions', times: 3 });
      const broken = await refusalError(purchaseTemplate({ ctx: buyer, input: { template_id: id } }));
      expect(broken).toMatchObject({ code: 'unavailable' });
      if (waitSeconds > 0) money.local.advance(waitSeconds);
      const { purchase_id } = await money.buy(buyer, id);
      await money.settle();
      expect(await statusOf(purchase_id)).toBe('completed');
      expect(await chargesOf(purchase_id)).toBe(1);
      // Money that goes back, the same way.
      money.local.faults.order({ kind: 'drop_after', path: '/v1/refunds', method: 'POST', times: 3 });
      await refundPurchase({ ctx: buyer, input: { purchase_id, amount_minor: 100 } });
      const [refund] = await money.rows<{ id: string }>(
        'select id from public.refunds where purchase_id = $1',
        [purchase_id],
      );
      const input = { kind: 'refund', id: refund?.id ?? '' } as const;
      await moveMoney({ services: money.services, input }).catch(() => {});
      if (waitSeconds > 0) money.local.advance(waitSeconds);
      await moveMoney({ services: money.services, input });
      await money.settle();
      const books = await booksOf(purchase_id);
      expect(books.filter((line) => line.startsWith('refund stripe_balance'))).toEqual([
        'refund stripe_balance -100 usd',
      ]);
    }
  }, 120_000);
});

describe('what goes back', () => {
  test('a part, then the rest: everybody gives back their part, and the team owns it no more', async () => {
    const buyer = await money.tenant();
    const { id } = await money.listed();
    const { purchase_id } = await money.buy(buyer, id);
    await money.settle();
    const asked = await refundPurchase({ ctx: buyer, input: { purchase_id, amount_minor: 1_000 } });
    expect(asked).toMatchObject({ refundable_minor: 900, refunds: [{ status: 'requested' }] });
    expect(
      await refusalError(refundPurchase({ ctx: buyer, input: { purchase_id, amount_minor: 901 } })),
    ).toMatchObject({ code: 'conflict' });
    await money.settle();
    expect(await statusOf(purchase_id)).toBe('completed');
    await refundPurchase({ ctx: buyer, input: { purchase_id } });
    await money.settle();
    expect(await getPurchase({ ctx: buyer, input: { purchase_id } })).toMatchObject({
      status: 'refunded',
      owned: false,
      returned_minor: 1_900,
    });
    const [owed] = await money.rows<{ sum: number }>(
      `select sum(amount_minor)::int as sum from public.ledger_entries e join public.ledger_postings l on l.entry_id = e.id
       where e.purchase_id = $1 and account in ('creator_payable', 'platform_revenue')`,
      [purchase_id],
    );
    expect(owed).toEqual({ sum: 0 });
    // It can be bought anew.
    const anew = await purchaseTemplate({ ctx: buyer, input: { template_id: id } });
    expect(anew.purchase_id).not.toBe(purchase_id);
  });

  test('after fourteen days the buyer asks an operator; a broken invariant gives it back all the same, once', async () => {
    const buyer = await money.tenant();
    const { id } = await money.listed();
    const { purchase_id } = await money.buy(buyer, id);
    await money.settle();
    const later = { ...buyer, clock: at(30 * day).clock };
    expect(await refusalError(refundPurchase({ ctx: later, input: { purchase_id } }))).toMatchObject({
      code: 'conflict',
    });
    const broken = {
      services: at(30 * day),
      purchaseId: purchase_id,
      note: 'cites_sources broke in run_1',
      ...why,
    };
    expect(await refundForBrokenInvariant(broken)).toMatch(/^rfd_/);
    expect(await refundForBrokenInvariant(broken)).toBeNull();
    await money.settle();
    expect(await statusOf(purchase_id)).toBe('refunded');
  });

  test('a dispute that is lost takes it back; one that is won leaves all as it was', async () => {
    const sdk = await money.services.stripe?.sdk();
    for (const won of [true, false]) {
      const buyer = await money.tenant();
      const { id } = await money.listed();
      const { purchase_id } = await money.buy(buyer, id, '4000000000000259');
      await money.settle();
      expect(await statusOf(purchase_id)).toBe('disputed');
      const [dispute] = await money.rows<{ id: string }>(
        'select id from public.disputes where purchase_id = $1',
        [purchase_id],
      );
      const evidence = { uncategorized_text: won ? 'winning_evidence' : 'losing_evidence' };
      await sdk?.disputes.update(dispute?.id ?? '', { evidence, submit: true });
      await money.settle();
      expect(await statusOf(purchase_id)).toBe(won ? 'completed' : 'charged_back');
      const [held] = await money.rows<{ sum: number }>(
        `select coalesce(sum(amount_minor), 0)::int as sum from public.ledger_entries e
           join public.ledger_postings l on l.entry_id = e.id
         where e.purchase_id = $1 and account = 'disputes_held'`,
        [purchase_id],
      );
      expect(held).toEqual({ sum: 0 });
    }
  });
});

describe('what creators are sent', () => {
  test('when nobody may ask for it back; taken back after that, and owed where their account is empty', async () => {
    const creator = await money.tenant();
    const account = await onboard(money, creator);
    const first = await money.listed({ creator });
    const second = await money.listed({ creator });
    const buyer = await money.tenant();
    const one = await money.buy(buyer, first.id);
    const two = await money.buy(buyer, second.id);
    await money.settle();
    await sendDueTransfers({ services: money.services });
    expect(await booksOf(one.purchase_id)).not.toContain('transfer stripe_balance -1330 usd');
    await sendDueTransfers({ services: at(30 * day) });
    await sendDueTransfers({ services: at(30 * day) });
    await money.settle();
    expect(await booksOf(one.purchase_id)).toContain('transfer stripe_balance -1330 usd');
    expect(await booksOf(two.purchase_id)).toContain('transfer stripe_balance -1330 usd');

    // With money on the account it comes back.
    const broken = (purchaseId: typeof one.purchase_id) =>
      refundForBrokenInvariant({ services: money.services, purchaseId, note: 'broke', ...why });
    await broken(one.purchase_id);
    await money.settle();
    expect(await booksOf(one.purchase_id)).toContain('reversal stripe_balance 1330 usd');

    // Paid out to their bank, it does not: they owe it.
    money.local.advance(10 * 86_400);
    await money.settle();
    const sdk = await money.services.stripe?.sdk();
    const balance = await sdk?.balance.retrieve({}, { stripeAccount: account });
    const available = balance?.available[0]?.amount ?? 0;
    if (available > 0) {
      await sdk?.payouts.create({ amount: available, currency: 'usd' }, { stripeAccount: account });
      await money.settle();
    }
    await broken(two.purchase_id);
    await money.settle();
    expect(await booksOf(two.purchase_id)).toContain('receivable creator_receivable 1330 usd');
    const earnings = await getEarnings({ ctx: creator, input: {} });
    expect(earnings.balances).toMatchObject([{ owed_minor: 1_330, payable_minor: 0 }]);

    // Kept of what they earn next.
    const third = await money.listed({ creator, priceMinor: 5_000 });
    const next = await money.buy(buyer, third.id);
    await money.settle();
    await sendDueTransfers({ services: at(60 * day) });
    await money.settle();
    expect(await booksOf(next.purchase_id)).toContain('recovery creator_receivable -1330 usd');
    expect(await booksOf(next.purchase_id)).toContain('transfer stripe_balance -2170 usd');
  }, 120_000);
});

test('reconciliation: nothing differs after all of that', async () => {
  const since = new Date(Date.now() - day);
  const until = new Date(Date.now() + 90 * day);
  const id = await reconcile({ services: money.services, since, until });
  const differences = await money.rows(
    'select kind, balance_transaction from public.reconciliation_differences where reconciliation_id = $1',
    [id],
  );
  expect(differences).toEqual([]);
  const [compared] = await money.rows(
    'select movements > 17 as many from public.reconciliations where id = $1',
    [id],
  );
  expect(compared).toEqual({ many: true });
}, 60_000);

test('the books take no entry that does not balance, and nobody changes a line', async () => {
  const line = createHash('sha256')
    .update('x')
    .digest('hex')
    .slice(0, 26)
    .replaceAll(/[ilou]/g, '0');
  await expect(
    money.rows(
      `with e as (insert into public.ledger_entries (id, cause, cause_id, occurred_at)
         values ('led_${line}', 'adjustment', 'x', now()) returning id)
       insert into public.ledger_postings (entry_id, position, account, currency, amount_minor)
       select id, 0, 'stripe_balance', 'usd', 1 from e`,
    ),
  ).rejects.toThrow(/is off by 1 usd/);
});
