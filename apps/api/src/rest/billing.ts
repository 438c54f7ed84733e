import {
  billingViewSchema,
  changePlanInputSchema,
  invoicesViewSchema,
  maxStripeEventBytes,
  planCheckoutInputSchema,
  planPreviewSchema,
  redirectViewSchema,
  returnPathInputSchema,
  stripeEventTakenSchema,
} from '@agent-factory/contracts';
import {
  changePlan,
  getBilling,
  listInvoices,
  openBillingPortal,
  previewPlan,
  receiveStripeEvent,
  startPlanCheckout,
} from '@agent-factory/services';
import { z } from 'zod';
import { noBody, none, publicRoute, type Route, teamRoute } from './route.ts';

export const billingRoutes: readonly Route[] = [
  teamRoute({
    method: 'GET',
    path: '/v1/billing',
    operationId: 'getBilling',
    tag: 'Billing',
    summary: 'Read the team’s plan, its subscription and what could be had',
    params: none,
    query: none,
    body: noBody,
    answers: { 200: { description: 'How it stands.', schema: billingViewSchema } },
    problems: [],
    async handle({ ctx }) {
      return { status: 200, body: await getBilling({ ctx }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/billing/checkout',
    operationId: 'startPlanCheckout',
    tag: 'Billing',
    summary: 'Subscribe to a plan',
    description:
      'Answers with the page on which it is paid; who asks twice gets the same one. The first plan is tried for nothing.',
    params: none,
    query: none,
    body: planCheckoutInputSchema,
    answers: { 201: { description: 'Where to pay.', schema: redirectViewSchema } },
    problems: ['invalid_input', 'conflict', 'payload_too_large', 'unsupported_media_type', 'unavailable'],
    async handle({ ctx, body }) {
      return { status: 201, body: await startPlanCheckout({ ctx, input: body }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/billing/portal',
    operationId: 'openBillingPortal',
    tag: 'Billing',
    summary: 'Open the page for cards, addresses and invoices',
    params: none,
    query: none,
    body: returnPathInputSchema,
    answers: { 201: { description: 'Where it is.', schema: redirectViewSchema } },
    problems: ['invalid_input', 'conflict', 'payload_too_large', 'unsupported_media_type', 'unavailable'],
    async handle({ ctx, body }) {
      return { status: 201, body: await openBillingPortal({ ctx, input: body }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/billing/plan/preview',
    operationId: 'previewPlan',
    tag: 'Billing',
    summary: 'See what a change of plan would cost at once',
    params: none,
    query: changePlanInputSchema,
    body: noBody,
    answers: { 200: { description: 'What it would cost.', schema: planPreviewSchema } },
    problems: ['invalid_input', 'conflict', 'unavailable'],
    async handle({ ctx, query }) {
      return { status: 200, body: await previewPlan({ ctx, input: query }) };
    },
  }),
  teamRoute({
    method: 'PUT',
    path: '/v1/billing/plan',
    operationId: 'changePlan',
    tag: 'Billing',
    summary: 'Change the plan that is subscribed to',
    description:
      'What is left of the old plan is set against the new one and the rest charged at once; if that fails, the old plan stays. `free` ends the subscription with the period that is paid for. Nothing of the team’s is deleted.',
    params: none,
    query: none,
    body: changePlanInputSchema,
    answers: { 200: { description: 'How it stands now.', schema: billingViewSchema } },
    problems: ['invalid_input', 'conflict', 'payload_too_large', 'unsupported_media_type', 'unavailable'],
    async handle({ ctx, body }) {
      return { status: 200, body: await changePlan({ ctx, input: body }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/billing/invoices',
    operationId: 'listInvoices',
    tag: 'Billing',
    summary: 'List the team’s invoices, newest first',
    params: none,
    query: none,
    body: noBody,
    answers: { 200: { description: 'The last hundred.', schema: invoicesViewSchema } },
    problems: ['conflict', 'unavailable'],
    async handle({ ctx }) {
      return { status: 200, body: await listInvoices({ ctx }) };
    },
  }),
  publicRoute({
    method: 'POST',
    path: '/v1/stripe/webhooks',
    operationId: 'receiveStripeEvent',
    tag: 'Billing',
    summary: 'Take an event of Stripe’s',
    description:
      'For Stripe alone, signed as https://docs.stripe.com/webhooks/signatures says, over the bytes as they came and at most five minutes off. It is kept and worked on by the queue; one that comes again changes nothing.',
    params: none,
    body: z.unknown().meta({ description: 'An event, as Stripe sends it.' }),
    takesBytes: maxStripeEventBytes,
    answers: { 200: { description: 'Kept.', schema: stripeEventTakenSchema } },
    problems: ['unauthenticated', 'forbidden', 'payload_too_large', 'unavailable'],
    async handle({ host, request }) {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const header = request.headers['stripe-signature'];
      const signature = typeof header === 'string' ? header : undefined;
      const answer = await receiveStripeEvent({ services: host.services, call: { body, signature } });
      return { status: 200, body: answer, headers: { 'cache-control': 'no-store' } };
    },
  }),
];
