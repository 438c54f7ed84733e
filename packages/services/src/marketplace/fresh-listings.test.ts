import { fillTemplates } from '@agent-factory/db/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { settlePurchase } from '../billing/settle-purchase.ts';
import { type MoneyStand, openMoneyStand } from '../billing/testing/money-stand.ts';
import { emptyCacheTally } from '../cache/cache.ts';
import { createCache } from '../cache/create-cache.ts';
import type { Services } from '../service-context.ts';
import { hasRedisServer, startRedisServer } from '../testing/start-redis-server.ts';
import { getListing } from './get-listing.ts';

// A listing is kept, and a purchase is seen on it within a second: by the instance that took the purchase at once, by
// another when it is told, or else when what it keeps has run out.

let money: MoneyStand;
beforeAll(async () => {
  money = await openMoneyStand();
  await fillTemplates(money.stand.adminUrl, { templates: 4, teams: 1 });
});
afterAll(() => money.close());

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const each of open.splice(0).reverse()) await each.close();
});

/** Another process of the same installation, and how often it had to ask the database for a listing. */
function instance(redisUrl: string | null) {
  const tally = emptyCacheTally();
  const cache = createCache({ redisUrl, tally, onError: () => {} });
  open.push(cache);
  const services: Services = { ...money.services, cache };
  const owners = async (template: `tpl_${string}`) =>
    (await getListing({ services, input: { template_id: template } })).owners;
  return { services, tally, owners };
}

const template = (number: number): `tpl_${string}` => `tpl_${number.toString(16).padStart(26, '0')}`;

/** Pays for it; what Stripe confirmed is worked on by that instance. */
async function purchase(by: Services, of: `tpl_${string}`): Promise<void> {
  const buyer = await money.tenant();
  money.local.webhooks.hold();
  const { purchase_id } = await money.buy(buyer, of);
  await settlePurchase({ services: by, purchaseId: purchase_id });
}

describe('without Redis', () => {
  test('two instances: at once where it was bought, within a second on the other', async () => {
    const [here, there] = [instance(null), instance(null)];
    const before = await here.owners(template(1));
    expect(await there.owners(template(1))).toBe(before);
    expect(await there.owners(template(1))).toBe(before);
    expect(there.tally.template).toMatchObject({ missed: 1, memory: 1 });
    await purchase(here.services, template(1));
    expect(await here.owners(template(1))).toBe(before + 1);
    // Only the clock is another's: nothing waits for it.
    vi.useFakeTimers({ toFake: ['Date', 'performance'], now: Date.now() + 1_000 });
    expect(await there.owners(template(1))).toBe(before + 1);
  }, 30_000);
});

describe.skipIf(!hasRedisServer)('with Redis', () => {
  test('two instances: the other is told, and reads it anew', async () => {
    const server = await startRedisServer();
    open.push({ close: () => server.stop() });
    const [here, there] = [instance(server.url), instance(server.url)];
    // Until its connections stand an instance keeps what is its own.
    await expect
      .poll(
        async () => {
          const entry = { kind: 'spec', teamId: 'team_x', key: [crypto.randomUUID()] } as const;
          let read = 0;
          const count = async () => ({ read: ++read });
          for (const { services } of [here, there]) await services.cache.getOrRead(entry, count);
          return read;
        },
        { timeout: 10_000, interval: 50 },
      )
      .toBe(1);
    const before = await here.owners(template(2));
    expect(await there.owners(template(2))).toBe(before);
    expect(there.tally.template).toMatchObject({ missed: 0, redis: 1 });
    await purchase(here.services, template(2));
    await expect.poll(() => there.owners(template(2)), { timeout: 1_000, interval: 10 }).toBe(before + 1);
    expect(await here.owners(template(2))).toBe(before + 1);
  }, 30_000);
});
