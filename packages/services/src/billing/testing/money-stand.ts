import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newId, type PurchaseStarted } from '@agent-factory/contracts';
import { queryAsAdmin } from '@agent-factory/db/testing';
import { type LocalStripe, startLocalStripe } from '@agent-factory/stripe-local';
import { contextFor, type ServiceContext, type Services } from '../../service-context.ts';
import { openStand, type Stand } from '../../testing/stand.ts';
import { moveMoney } from '../move-money.ts';
import { processStripeEvent } from '../process-stripe-event.ts';
import { purchaseTemplate } from '../purchase-template.ts';
import { receiveStripeEvent } from '../receive-stripe-event.ts';
import { startOnboarding } from '../start-onboarding.ts';
import { openStripe } from '../stripe-client.ts';

export interface MoneyStand {
  stand: Stand;
  local: LocalStripe;
  /** What a process of its own reads of this Stripe from its environment. */
  stripeEnv: Readonly<Record<string, string>>;
  services: Services;
  /** What the intake answered, in order. */
  answers: string[];
  tenant(): Promise<ServiceContext>;
  /** A template that is listed, of a team of its own unless one is named. */
  listed(options?: {
    priceMinor?: number;
    creator?: ServiceContext;
    parent?: { id: string; versionId: string; royaltyBps: number };
  }): Promise<{ id: `tpl_${string}`; versionId: string; creator: ServiceContext }>;
  /** Buys it and pays with a test card, as a person on Stripe's page; from a country that taxes, or by a code, where told. */
  buy(
    ctx: ServiceContext,
    templateId: `tpl_${string}`,
    card?: string,
    terms?: { country?: string; promotionCode?: string },
  ): Promise<PurchaseStarted>;
  /** Until every event has arrived and been worked on, and everything that the books want moved is. */
  settle(): Promise<void>;
  rows<T extends object>(query: string, values?: unknown[]): Promise<T[]>;
  close(): Promise<void>;
}

/** Services with the local Stripe in memory, whose webhooks arrive; the test itself is the worker. */
export async function openMoneyStand(): Promise<MoneyStand> {
  const stand = await openStand();
  const secret = `whsec_${randomBytes(24).toString('hex')}`;
  const answers: string[] = [];
  let services = stand.services;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const signature = request.headers['stripe-signature'];
      const call = {
        body: Buffer.concat(parts),
        signature: typeof signature === 'string' ? signature : undefined,
      };
      receiveStripeEvent({ services, call }).then(
        ({ verdict }) => {
          answers.push(verdict);
          response.writeHead(200).end();
        },
        (error: unknown) => {
          answers.push(error instanceof Error ? error.message : 'failed');
          response.writeHead(400).end();
        },
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const local = await startLocalStripe({
    file: null,
    env: {},
    endpoints: [
      { url, secret, connect: false },
      { url, secret, connect: true },
    ],
  });
  services = {
    ...stand.services,
    stripe: openStripe({
      secretKey: local.secretKey,
      apiUrl: local.url,
      webhookSecrets: [secret],
      automaticTax: true,
    }),
  };
  const rows = <T extends object>(query: string, values: unknown[] = []) =>
    queryAsAdmin<T>(stand.adminUrl, query, values);
  const tenant = async () => contextFor(services, (await stand.tenant()).actor);

  return {
    stand,
    local,
    stripeEnv: {
      AGENT_FACTORY_MODE: 'local',
      STRIPE_SECRET_KEY: local.secretKey,
      STRIPE_API_URL: local.url,
      STRIPE_WEBHOOK_SECRET: secret,
    },
    services,
    answers,
    tenant,
    rows,
    async listed({ priceMinor = 1_900, creator, parent } = {}) {
      const by = creator ?? (await tenant());
      const id = newId('template');
      const versionId = newId('templateVersion');
      await rows(
        `insert into public.templates (id, team_id, title, summary, category, price_minor, licence, status,
           current_version_id, listed_at, parent_template_id, parent_version_id, royalty_bps)
         values ($1, $2, 'A triage agent', 'Sorts what comes in.', 'support', $3, 'use', 'listed', $4, now(), $5, $6, $7)`,
        [
          id,
          by.actor.teamId,
          priceMinor,
          versionId,
          parent?.id ?? null,
          parent?.versionId ?? null,
          parent?.royaltyBps ?? 0,
        ],
      );
      return { id, versionId, creator: by };
    },
    async buy(ctx, templateId, card, terms = {}) {
      const started = await purchaseTemplate({ ctx, input: { template_id: templateId } });
      const [row] = await rows<{ session: string }>(
        'select checkout_session_id as session from public.purchases where id = $1',
        [started.purchase_id],
      );
      if (row === undefined) throw new Error('the purchase has no checkout');
      local.checkout(row.session, card, { approve: true, ...terms });
      return started;
    },
    async settle() {
      for (;;) {
        await local.webhooks.settled();
        const events = await rows<{ id: string }>(
          'select id from public.stripe_events where processed_at is null order by id',
        );
        for (const { id } of events) await processStripeEvent({ services, input: { event_id: id } });
        const moves = await rows<{ kind: 'refund' | 'transfer'; id: string }>(
          `select 'refund' as kind, id from public.refunds where status = 'requested' and stripe_refund_id is null
           union all select 'transfer', id from public.transfers where status = 'requested' order by 2`,
        );
        for (const input of moves) await moveMoney({ services, input });
        if (events.length === 0 && moves.length === 0) return;
      }
    },
    async close() {
      await local.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await stand.drop();
    },
  };
}

/** A creator who can be paid: onboarded on Stripe's page, as a person would; their bank may send back what it gets. */
export async function onboard(
  money: MoneyStand,
  creator: ServiceContext,
  bank: 'works' | 'fails' = 'works',
): Promise<string> {
  const { url } = await startOnboarding({ ctx: creator, input: {} });
  await fetch(url, { method: 'POST', body: new URLSearchParams({ bank }), redirect: 'manual' });
  await money.settle();
  const [row] = await money.rows<{ id: string }>(
    'select stripe_account_id as id from public.creator_accounts where creator_team_id = $1 and transfers_enabled',
    [creator.actor.teamId],
  );
  if (row === undefined) throw new Error('the creator is not onboarded');
  return row.id;
}
