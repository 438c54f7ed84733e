import { randomBytes } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import { type CheckoutOutcome, completeCheckout } from '../acts/complete-checkout.ts';
import { runDueTask } from '../acts/due-tasks.ts';
import { applyCode, applyCountry } from '../acts/price-session.ts';
import { processEnv } from '../env.ts';
import { dispatcher } from '../http/dispatch.ts';
import { createFaults } from '../http/faults.ts';
import { registerSwitches } from '../local/switches.ts';
import { registerCheckoutPages } from '../pages/checkout-routes.ts';
import { registerOnboardingPages } from '../pages/onboarding-routes.ts';
import { registerPapers } from '../pages/paper-routes.ts';
import { registerPortalPages } from '../pages/portal-routes.ts';
import { style } from '../pages/style.ts';
import { allRoutes, includable } from '../resources/all-routes.ts';
import { newWebhookEndpoint } from '../shapes/webhook-endpoint.ts';
import { openStore } from '../store/open-store.ts';
import { createDeliveries } from '../webhooks/deliveries.ts';
import { refuseFarUrl } from '../webhooks/refuse-far-url.ts';
import { type Cause, openWorld, type World } from '../world.ts';
import type { Acting } from './acting.ts';
import { createClock } from './clock.ts';
import type { LocalEndpoint, LocalStripe, LocalStripeOptions } from './local-stripe.ts';
import { localKeyPrefix, refuseProduction } from './refuse-production.ts';
import { apiVersion } from './version.ts';

/** How often time that passed by itself is looked at. */
const tickMs = 1_000;

/**
 * Starts a server that speaks the part of Stripe's API that this product uses to the unmodified SDK.
 *
 * @throws Error in production, or beside a key of the real Stripe.
 */
export async function startLocalStripe(options: LocalStripeOptions): Promise<LocalStripe> {
  refuseProduction(options.env ?? processEnv());
  const secretKey = options.secretKey ?? `${localKeyPrefix}${randomBytes(18).toString('hex')}`;
  if (!secretKey.startsWith(localKeyPrefix)) {
    throw new Error(`A key of the local Stripe begins with ${localKeyPrefix}.`);
  }
  const store = openStore(options.file);
  const clock = createClock(store);
  const faults = createFaults();
  let cause: Cause = { requestId: null, idempotencyKey: null };
  const deliveries = createDeliveries(() => world);
  const server = makeServer();
  const address = { url: '' };
  const world: World = openWorld({
    store,
    baseUrl: () => address.url,
    apiVersion,
    now: () => clock.now(),
    cause: () => cause,
    onEvent: (account, event) => deliveries.enqueue(account, event),
  });
  const during = <T>(named: Cause, act: () => T): T => {
    cause = named;
    try {
      return act();
    } finally {
      cause = { requestId: null, idempotencyKey: null };
    }
  };
  const runDue = (task: string, subject: string) => runDueTask(world, task, subject);
  const acting: Acting = {
    world,
    act(work) {
      const result = store.transaction(work);
      deliveries.kick();
      return result;
    },
  };
  const stripe: Omit<LocalStripe, 'url' | 'port' | 'close'> = {
    secretKey,
    account: world.platform,
    checkout: (sessionId, card = '4242424242424242', options = {}) =>
      acting.act(() => pay(world, sessionId, card, options)),
    advance(seconds) {
      clock.advance(seconds, runDue);
      deliveries.kick();
    },
    now: () => clock.now(),
    faults,
    webhooks: deliveries,
  };

  const dispatch = dispatcher({
    world,
    secretKey,
    includable,
    faults,
    during,
    afterCommit: () => deliveries.kick(),
  });
  for (const route of allRoutes) {
    server.route({
      method: route.method,
      url: route.url,
      handler: async (request, reply) => {
        await dispatch(route, request, reply);
        return reply;
      },
    });
  }
  registerCheckoutPages(server, acting);
  registerOnboardingPages(server, acting);
  registerPapers(server, acting);
  registerPortalPages(server, acting);
  registerSwitches(server, { ...stripe, acting });
  server.get('/_local/style.css', (_request, reply) => reply.type('text/css; charset=utf-8').send(style));

  try {
    keepEndpoints(world, options.endpoints ?? []);
    await server.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  } catch (error) {
    store.close();
    throw error;
  }
  const bound = server.server.address();
  if (bound === null || typeof bound === 'string') throw new Error('a server that listens has a port');
  // The pages share the site of the shop's, so that its cookies come back with the buyer.
  address.url = `http://localhost:${bound.port}`;
  const tick = setInterval(() => {
    clock.catchUp(runDue);
    deliveries.kick();
  }, tickMs);
  tick.unref();
  deliveries.kick();

  return {
    ...stripe,
    url: `http://127.0.0.1:${bound.port}`,
    port: bound.port,
    async close() {
      clearInterval(tick);
      await server.close();
      await deliveries.close();
      store.close();
    },
  };
}

function pay(
  world: World,
  sessionId: string,
  card: string,
  { approve, email, country, promotionCode }: NonNullable<Parameters<LocalStripe['checkout']>[2]>,
): CheckoutOutcome {
  const found = world.store.find('checkout.session', sessionId);
  if (found === null) throw new Error(`there is no checkout session ${sessionId}`);
  const { account, object: session } = found;
  if (country !== undefined) applyCountry(world, account, session, country);
  if (promotionCode !== undefined) applyCode(world, account, session, promotionCode);
  return completeCheckout(world, { account, session, card, email, authenticated: approve });
}

/** Exactly these, so that a start on another port leaves no dead address behind. */
function keepEndpoints(world: World, endpoints: readonly LocalEndpoint[]): void {
  const { store, platform } = world;
  store.transaction(() => {
    for (const old of store.list('webhook_endpoint', {
      account: platform,
      where: [['_kept', true]],
      limit: 100,
    })) {
      const still = endpoints.find(({ url, connect }) => url === old.url && connect === old._connect);
      if (still === undefined) store.remove(old.id);
    }
    for (const { url, secret, connect } of endpoints) {
      refuseFarUrl(url);
      const known = store
        .list('webhook_endpoint', { account: platform, where: [['url', url]], limit: 10 })
        .find((endpoint) => endpoint._connect === connect);
      const endpoint =
        known ??
        newWebhookEndpoint(world.birth('webhook_endpoint'), { url, enabled_events: ['*'], secret, connect });
      endpoint._secret = secret;
      endpoint._kept = true;
      world.put(platform, endpoint);
    }
  });
}

const near = new Set(['localhost', '127.0.0.1', '[::1]']);

function makeServer(): FastifyInstance {
  const server = Fastify({ logger: false, bodyLimit: 1 << 20, forceCloseConnections: true });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-local-stripe', 'A stand-in for Stripe on this machine; no money moves.');
    // Whoever names this server otherwise came by a name that was made to point here.
    if (!near.has(request.hostname)) await reply.code(403).send({ error: { message: 'Ask 127.0.0.1.' } });
  });
  server.setNotFoundHandler((request, reply) =>
    reply.code(404).send({
      error: {
        type: 'invalid_request_error',
        message: `Unrecognized request URL (${request.method}: ${request.url.split('?')[0]}). The local Stripe serves a part of the API.`,
      },
    }),
  );
  return server;
}
