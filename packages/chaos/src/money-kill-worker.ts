import { setTimeout as sleep } from 'node:timers/promises';
import type { PurchaseId } from '@agent-factory/contracts';
import { reconcile, refundPurchase, sendDueTransfers } from '@agent-factory/services';
import { type MoneyStand, onboard, openMoneyStand, testSecretsEnv } from '@agent-factory/services/testing';
import { barOf, type Finding, none } from './bar.ts';
import { type SpawnedWorker, spawnWorker } from './stand/spawn-worker.ts';
import { type StripeTrap, startStripeTrap, type Trap } from './stand/stripe-trap.ts';

const day = 86_400_000;
const patienceMs = 90_000;
/** Short, so that what the dead held is soon somebody else's. */
const moneyHeldMs = 1_000;
const timings = { heartbeatMs: 200, deadAfterMs: 2_000, maxAttempts: 10 };

/** Where a worker dies, by what it was about: after Stripe did it and before we could say so, or amid reading. */
const places = {
  payment: { answered: null, at: 'GET /v1/payment_intents/' },
  refund: { answered: 'POST /v1/refunds' },
  transfer: { answered: 'POST /v1/transfers' },
} as const satisfies Record<string, Trap>;

export const moneyKillWorker = barOf({
  id: 'MONEY',
  title: 'a worker is killed amid a payment, a refund and a transfer',
  counts: { sales: { full: 20, short: 1, says: 'sales, with three kill -9 each' } },
  async run({ sales }): Promise<readonly Finding[]> {
    const money = await openMoneyStand();
    const trap = await startStripeTrap(money.local.url);
    const workers: SpawnedWorker[] = [];
    const spawned = (): SpawnedWorker => {
      const worker = spawnWorker({
        databaseUrl: money.stand.appUrl,
        queueUrl: money.stand.queueUrl,
        redisUrl: null,
        env: { ...testSecretsEnv(), ...money.stripeEnv, STRIPE_API_URL: trap.url },
        reachable: [],
        concurrency: 4,
        timings,
        moneyHeldMs,
      });
      workers.push(worker);
      return worker;
    };
    const wrong: string[] = [];
    try {
      const creator = await money.tenant();
      await onboard(money, creator);
      let working = spawned();
      await working.go();
      for (let sale = 1; sale <= sales; sale++) {
        const { id } = await money.listed({ creator });
        const buyer = await money.tenant();
        let purchase_id = 'pur_none' as PurchaseId;
        working = await dying(trap, places.payment, working, spawned, async () => {
          ({ purchase_id } = await money.buy(buyer, id));
        });
        await until(
          money,
          'the purchase',
          'public.purchases',
          `id = $1 and status = 'completed'`,
          purchase_id,
        );
        working = await dying(trap, places.refund, working, spawned, async () => {
          await refundPurchase({ ctx: buyer, input: { purchase_id, amount_minor: 400 } });
        });
        await until(
          money,
          'the refund',
          'public.refunds',
          `purchase_id = $1 and status = 'succeeded'`,
          purchase_id,
        );
        const later = { ...money.services, clock: { now: () => Date.now() + 30 * day } };
        working = await dying(trap, places.transfer, working, spawned, async () => {
          await sendDueTransfers({ services: later });
        });
        await until(
          money,
          'the transfer',
          'public.transfers',
          `purchase_id = $1 and status = 'done'`,
          purchase_id,
        );
        wrong.push(...(await wrongMoney(money, purchase_id)));
      }
      await idle(money);
      await working.stop();
      const off = await money.rows<{ currency: string }>(
        'select currency from public.ledger_postings group by currency having sum(amount_minor) <> 0',
      );
      const since = new Date(Date.now() - day);
      const id = await reconcile({ services: money.services, since, until: new Date(Date.now() + day) });
      const differences = await money.rows<{ says: string }>(
        `select kind || ' ' || balance_transaction as says from public.reconciliation_differences
         where reconciliation_id = $1`,
        [id],
      );
      return [
        none('0 charged, refunded, sent or booked other than once', wrong, `${sales} sales`),
        none('0 currencies in which the books are off', off, '1'),
        none(
          '0 differences from Stripe',
          differences.map(({ says }) => says),
          `${sales} sales`,
        ),
      ];
    } finally {
      await Promise.all(workers.map((worker) => worker.kill()));
      await trap.close();
      await money.close();
    }
  },
});

/** Lets a worker die where the trap says, while `act` gives it its work; answers with the one that follows it. */
async function dying(
  trap: StripeTrap,
  place: Trap,
  worker: SpawnedWorker,
  next: () => SpawnedWorker,
  act: () => Promise<void>,
): Promise<SpawnedWorker> {
  const successor = next();
  const caught = trap.set(place, () => worker.kill());
  await act();
  await Promise.race([caught, late('no worker came to where it was to die')]);
  await successor.go();
  return successor;
}

async function late(what: string): Promise<never> {
  await sleep(patienceMs, undefined, { ref: false });
  throw new Error(what);
}

/** Waits for a row; the tables and conditions are this file's own. */
async function until(
  { rows }: MoneyStand,
  what: string,
  table: string,
  condition: string,
  purchaseId: string,
): Promise<void> {
  const end = performance.now() + patienceMs;
  while (performance.now() < end) {
    if ((await rows(`select 1 from ${table} where ${condition}`, [purchaseId])).length > 0) return;
    await sleep(20);
  }
  throw new Error(`${what} of ${purchaseId} never came to its end`);
}

/** Until every event that Stripe sent is worked on. */
async function idle(money: MoneyStand): Promise<void> {
  const end = performance.now() + patienceMs;
  await money.local.webhooks.settled();
  while ((await money.rows('select 1 from public.stripe_events where processed_at is null')).length > 0) {
    if (performance.now() > end) throw new Error('events were left lying');
    await sleep(20);
  }
}

/** What happened to a sale other than once, at Stripe and in the books; 19.00 less 4.00 are 10.50 for the creator. */
async function wrongMoney(money: MoneyStand, purchaseId: PurchaseId): Promise<string[]> {
  const sdk = await money.services.stripe?.sdk();
  if (sdk === undefined) throw new Error('the stand has one');
  const charges = (await sdk.charges.list({ transfer_group: purchaseId })).data.filter(({ paid }) => paid);
  const refunds = (await sdk.refunds.list({ charge: charges[0]?.id ?? '' })).data;
  const sent = (await sdk.transfers.list({ transfer_group: purchaseId })).data;
  const booked = await money.rows<{ cause: string; n: number }>(
    `select cause, count(*)::int as n from public.ledger_entries
     where purchase_id = $1 and cause <> 'fee' group by cause order by cause`,
    [purchaseId],
  );
  const told = {
    charges: charges.map(({ amount }) => amount),
    refunds: refunds.map(({ amount }) => amount),
    transfers: sent.map(({ amount }) => amount),
    booked: booked.map(({ cause, n }) => `${cause} ${n}`),
  };
  const right = {
    charges: [1_900],
    refunds: [400],
    transfers: [1_050],
    booked: ['refund 1', 'sale 1', 'transfer 1'],
  };
  const is = JSON.stringify(told);
  return is === JSON.stringify(right) ? [] : [`${purchaseId}: ${is}`];
}
