import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contextFor, type ServiceContext, type Services } from '../service-context.ts';
import { refusal } from '../testing/stand.ts';
import { getEarnings } from './get-earnings.ts';
import { getPurchase } from './get-purchase.ts';
import { moveMoney } from './move-money.ts';
import {
  listReconciliationDifferences,
  listReconciliations,
  startReconciliation,
} from './operator-reconciliations.ts';
import { purchaseTemplate } from './purchase-template.ts';
import { refundAsOperator } from './refund-as-operator.ts';
import { refundForBrokenInvariant } from './refund-broken-invariant.ts';
import { refundPurchase } from './refund-purchase.ts';
import { sendDueTransfers } from './send-due-transfers.ts';
import { settlePurchase } from './settle-purchase.ts';
import { type MoneyStand, onboard, openMoneyStand } from './testing/money-stand.ts';
import { writeOffReceivable } from './write-off.ts';

// What does not go through at once: banks that send money back, processes that die between Stripe's answer and our
// commit, a database whose connections all end; and what only operators may do.

let money: MoneyStand;
beforeAll(async () => {
  money = await openMoneyStand();
});
afterAll(() => money.close());

const day = 86_400_000;
const later = (): Services => ({ ...money.services, clock: { now: () => Date.now() + 30 * day } });
const broken = { version: 1, invariants: ['x'] };

async function sell(creator?: ServiceContext, card?: string) {
  const { id, creator: by } = await money.listed(creator === undefined ? {} : { creator });
  const buyer = await money.tenant();
  const { purchase_id } = await money.buy(buyer, id, card);
  await money.settle();
  return { buyer, creator: by, template: id, purchase_id };
}

async function sumOf(purchaseId: string, account: string): Promise<number> {
  const [row] = await money.rows<{ sum: number }>(
    `select coalesce(sum(amount_minor), 0)::int as sum from public.ledger_entries e
       join public.ledger_postings p on p.entry_id = e.id where e.purchase_id = $1 and p.account = $2`,
    [purchaseId, account],
  );
  return row?.sum ?? 0;
}

async function expectBalanced(): Promise<void> {
  const off = await money.rows(
    'select currency from public.ledger_postings group by currency having sum(amount_minor) <> 0',
  );
  expect(off).toEqual([]);
}

describe('banks that send money back', () => {
  test('a refund that fails: the team owns it again, and everybody has their part again', async () => {
    const { buyer, purchase_id } = await sell(undefined, '4000000000005126');
    await refundPurchase({ ctx: buyer, input: { purchase_id } });
    await money.settle();
    expect(await getPurchase({ ctx: buyer, input: { purchase_id } })).toMatchObject({ owned: false });
    money.local.advance(120);
    await money.settle();
    expect(await getPurchase({ ctx: buyer, input: { purchase_id } })).toMatchObject({
      owned: true,
      status: 'completed',
      returned_minor: 0,
      refunds: [{ status: 'failed' }],
    });
    expect(await sumOf(purchase_id, 'creator_payable')).toBe(-1_330);
    expect(await sumOf(purchase_id, 'platform_revenue')).toBe(-570);
    await expectBalanced();
  }, 60_000);

  test('a refund that fails after the team bought it anew: the money is owed to the team, who own it once', async () => {
    const { buyer, template, purchase_id } = await sell(undefined, '4000000000005126');
    await refundPurchase({ ctx: buyer, input: { purchase_id } });
    await money.settle();
    const again = await money.buy(buyer, template);
    expect(again.purchase_id).not.toBe(purchase_id);
    await money.settle();
    money.local.advance(120);
    await money.settle();
    expect(await getPurchase({ ctx: buyer, input: { purchase_id } })).toMatchObject({
      owned: false,
      status: 'refunded',
      returned_minor: 1_900,
      owed_minor: 1_900,
      refundable_minor: 0,
      refunds: [{ status: 'failed' }],
    });
    expect(await getPurchase({ ctx: buyer, input: { purchase_id: again.purchase_id } })).toMatchObject({
      owned: true,
      owed_minor: 0,
    });
    expect(await sumOf(purchase_id, 'buyer_payable')).toBe(-1_900);
    expect(await sumOf(purchase_id, 'creator_payable')).toBe(0);
    await expectBalanced();

    // An operator sends it once more; it fails once more, and is owed as before.
    const person = await money.tenant();
    const operator = {
      ...person,
      operators: [person.actor.type === 'user' ? (person.actor.email ?? '') : ''],
    };
    const input = { purchase_id, amount_minor: 1_901, note: 'Once more.' };
    expect(await refusal(refundAsOperator({ ctx: operator, input }))).toBe('conflict');
    await refundAsOperator({ ctx: operator, input: { ...input, amount_minor: 1_900 } });
    expect(await refusal(refundAsOperator({ ctx: operator, input: { ...input, amount_minor: 1 } }))).toBe(
      'conflict',
    );
    await money.settle();
    expect(await sumOf(purchase_id, 'buyer_payable')).toBe(0);
    expect(await getPurchase({ ctx: buyer, input: { purchase_id } })).toMatchObject({ owed_minor: 0 });
    money.local.advance(120);
    await money.settle();
    expect(await getPurchase({ ctx: buyer, input: { purchase_id } })).toMatchObject({ owed_minor: 1_900 });
    expect(await sumOf(purchase_id, 'buyer_payable')).toBe(-1_900);
    await expectBalanced();
  }, 60_000);

  test('a payout that fails: it is on the creator’s account again, and the statement says why', async () => {
    const creator = await money.tenant();
    const account = await onboard(money, creator, 'fails');
    const { purchase_id } = await sell(creator, '4000000000000077');
    await sendDueTransfers({ services: later() });
    await money.settle();
    expect(await sumOf(purchase_id, 'connected_balance')).toBe(1_330);
    const sdk = await money.services.stripe?.sdk();
    await sdk?.payouts.create({ amount: 1_330, currency: 'usd' }, { stripeAccount: account });
    money.local.advance(5 * 86_400);
    await money.settle();
    const causes = await money.rows<{ cause: string }>(
      `select distinct e.cause from public.ledger_entries e join public.ledger_postings p on p.entry_id = e.id
       where p.creator_team_id = $1 and e.cause like 'payout%' order by 1`,
      [creator.actor.teamId],
    );
    expect(causes.map(({ cause }) => cause)).toEqual(['payout', 'payout_failed']);
    const [held] = await money.rows(
      `select sum(amount_minor)::int as held from public.ledger_postings
       where creator_team_id = $1 and account = 'connected_balance'`,
      [creator.actor.teamId],
    );
    expect(held).toEqual({ held: 1_330 });
    const [payout] = await money.rows<{ status: string; failure: string }>(
      'select status, failure from public.payouts where creator_team_id = $1',
      [creator.actor.teamId],
    );
    expect(payout?.status).toBe('failed');
    expect(payout?.failure).toMatch(/bank account/);
    await expectBalanced();
  }, 60_000);
});

describe('a process that dies between Stripe’s answer and our commit', () => {
  /** The same services in a process that ends with this call: it is done at Stripe, and every connection of ours is cut. */
  function dying(resource: 'checkout' | 'refunds' | 'transfers' | 'paymentIntents'): Services {
    const { stripe } = money.services;
    if (stripe === null) throw new Error('the stand has one');
    const die = async (): Promise<never> => {
      // As a restart of Postgres does it to whoever is connected.
      await money.rows(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()`,
      );
      throw new Error('killed');
    };
    const after = <O extends object>(of: O, method: string): O =>
      new Proxy(of, {
        get(target, name) {
          const own: unknown = Reflect.get(target, name);
          if (name !== method || typeof own !== 'function') return own;
          return async (...given: unknown[]) => {
            await Reflect.apply(own, target, given);
            return die();
          };
        },
      });
    const method = resource === 'paymentIntents' ? 'retrieve' : 'create';
    return {
      ...money.services,
      stripe: {
        ...stripe,
        sdk: async () => {
          const sdk = await stripe.sdk();
          return new Proxy(sdk, {
            get(target, name) {
              if (name !== resource) return Reflect.get(target, name) as unknown;
              return resource === 'checkout'
                ? { ...target.checkout, sessions: after(target.checkout.sessions, method) }
                : after(target[resource], method);
            },
          }) as Stripe;
        },
      },
    };
  }

  /** As the queue does it: a connection may be cut before the pool has heard of it, and the next try has another one. */
  const tried = <T>(work: () => Promise<T>): Promise<T> => work().catch(work);

  test('buying: one page, one charge', async () => {
    const { id } = await money.listed();
    const buyer = await money.tenant();
    const ctx = contextFor(dying('checkout'), buyer.actor);
    await expect(purchaseTemplate({ ctx, input: { template_id: id } })).rejects.toThrow();
    // Whether it could still say that it is not at it any more, time decides; half a minute later nobody holds it.
    const later = { ...buyer, clock: { now: () => Date.now() + 31_000 } };
    const { purchase_id } = await tried(() => money.buy(later, id));
    const killed = settlePurchase({ services: dying('paymentIntents'), purchaseId: purchase_id });
    await expect(killed).rejects.toThrow();
    await tried(() => money.settle());
    expect(await sumOf(purchase_id, 'creator_payable')).toBe(-1_330);
    const sdk = await money.services.stripe?.sdk();
    const charges = await sdk?.charges.list({ limit: 100, transfer_group: purchase_id });
    expect(charges?.data.filter(({ paid }) => paid)).toHaveLength(1);
    const sales = await money.rows(
      `select 1 from public.ledger_entries where purchase_id = $1 and cause = 'sale'`,
      [purchase_id],
    );
    expect(sales).toHaveLength(1);
    await expectBalanced();
  }, 60_000);

  test('giving back and sending: one refund, one transfer', async () => {
    const creator = await money.tenant();
    await onboard(money, creator);
    const { buyer, purchase_id } = await sell(creator);
    await refundPurchase({ ctx: buyer, input: { purchase_id, amount_minor: 400 } });
    const [refund] = await money.rows<{ id: string }>(
      'select id from public.refunds where purchase_id = $1',
      [purchase_id],
    );
    const input = { kind: 'refund', id: refund?.id ?? '' } as const;
    await expect(moveMoney({ services: dying('refunds'), input })).rejects.toThrow();
    await tried(() => moveMoney({ services: money.services, input }));
    await sendDueTransfers({ services: later() });
    const [transfer] = await money.rows<{ id: string }>(
      'select id from public.transfers where purchase_id = $1',
      [purchase_id],
    );
    const send = { kind: 'transfer', id: transfer?.id ?? '' } as const;
    await expect(moveMoney({ services: dying('transfers'), input: send })).rejects.toThrow();
    await tried(() => moveMoney({ services: money.services, input: send }));
    await money.settle();
    const booked = await money.rows<{ cause: string; n: number }>(
      `select cause, count(*)::int as n from public.ledger_entries
       where purchase_id = $1 and cause in ('refund', 'transfer') group by cause order by cause`,
      [purchase_id],
    );
    expect(booked).toEqual([
      { cause: 'refund', n: 1 },
      { cause: 'transfer', n: 1 },
    ]);
    const sdk = await money.services.stripe?.sdk();
    const sent = await sdk?.transfers.list({ transfer_group: purchase_id });
    // 19.00 less 4.00 are 15.00: 10.50 and 4.50.
    expect(sent?.data.map(({ amount }) => amount)).toEqual([1_050]);
    await expectBalanced();
  }, 60_000);
});

describe('operators', () => {
  test('give money back at any time, write off what is owed, compare the books and see what differs', async () => {
    const person = await money.tenant();
    const operator = {
      ...person,
      operators: [person.actor.type === 'user' ? (person.actor.email ?? '') : ''],
    };
    const { buyer, purchase_id } = await sell();
    const input = { purchase_id, amount_minor: 300, note: 'It was late.' };
    expect(await refusal(refundAsOperator({ ctx: person, input }))).toBe('forbidden');
    expect(await refundAsOperator({ ctx: { ...operator, clock: later().clock }, input })).toMatchObject({
      status: 'requested',
      amount_minor: 300,
    });
    expect(await refusal(refundAsOperator({ ctx: operator, input: { ...input, amount_minor: 1_601 } }))).toBe(
      'conflict',
    );
    await money.settle();
    expect(await getPurchase({ ctx: buyer, input: { purchase_id } })).toMatchObject({ returned_minor: 300 });

    // Sent to a creator, paid out, and given back: they owe it.
    const creator = await money.tenant();
    const account = await onboard(money, creator);
    const owed = await sell(creator, '4000000000000077');
    await sendDueTransfers({ services: later() });
    await money.settle();
    const sdk = await money.services.stripe?.sdk();
    await sdk?.payouts.create({ amount: 1_330, currency: 'usd' }, { stripeAccount: account });
    await money.settle();
    await refundForBrokenInvariant({
      ...{ services: money.services, purchaseId: owed.purchase_id, note: 'x', broken },
    });
    await money.settle();
    expect((await getEarnings({ ctx: creator, input: {} })).balances).toMatchObject([{ owed_minor: 1_330 }]);
    const writeOff = { creator_team_id: creator.actor.teamId, amount_minor: 1_330, currency: 'usd' };
    expect(
      await refusal(writeOffReceivable({ ctx: operator, input: { ...writeOff, amount_minor: 1_331 } })),
    ).toBe('conflict');
    expect(await writeOffReceivable({ ctx: operator, input: writeOff })).toMatchObject({ owed_minor: 0 });
    expect(await refusal(writeOffReceivable({ ctx: operator, input: writeOff }))).toBe('conflict');

    const since = new Date(Date.now() - day).toISOString();
    const ctx = { ...operator, clock: { now: () => Date.now() + 30 * day } };
    const [balanced] = (await startReconciliation({ ctx, input: { since } })).items;
    expect(balanced).toMatchObject({ status: 'balanced', differences: 0 });
    money.local.webhooks.hold();
    const [paid] = await money.rows<{ charge: string }>(
      'select charge_id as charge from public.purchases where id = $1',
      [purchase_id],
    );
    await sdk?.refunds.create({ charge: paid?.charge ?? '', amount: 1 });
    const [differs] = (await startReconciliation({ ctx, input: { since } })).items;
    expect(differs).toMatchObject({ status: 'differs', differences: 1 });
    const reconciliation_id = differs?.reconciliation_id ?? 'rec_none';
    const seen = await listReconciliationDifferences({ ctx, input: { reconciliation_id } });
    expect(seen.items).toMatchObject([{ kind: 'missing_in_ledger', in_ledger: null }]);
    expect((await listReconciliations({ ctx: operator })).items.length).toBe(2);
    money.local.webhooks.release({ copies: 1, shuffleSeed: 1 });
    await money.settle();
    await expectBalanced();
  }, 90_000);
});
