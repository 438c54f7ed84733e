import {
  pageInputSchema,
  pageOf,
  purchaseIdSchema,
  purchaseStartedSchema,
  purchaseTemplateBodySchema,
  purchaseViewSchema,
  refundPurchaseBodySchema,
  templateIdSchema,
} from '@agent-factory/contracts';
import { getPurchase, listPurchases, purchaseTemplate, refundPurchase } from '@agent-factory/services';
import { z } from 'zod';
import { noBody, none, type Route, teamRoute } from './route.ts';

const byId = z.object({ id: purchaseIdSchema });

export const purchaseRoutes: readonly Route[] = [
  teamRoute({
    method: 'POST',
    path: '/v1/marketplace/templates/{id}/purchase',
    operationId: 'purchaseTemplate',
    tag: 'Billing',
    summary: 'Buy a template for the team',
    description:
      'What costs nothing, and what the team bought before, it owns at once. For the rest `checkout_url` is where it is paid, the same for everybody of the team who asks meanwhile; the team owns it when the payment is confirmed, which the webhook `template.purchased` tells. An API key needs `billing:write` to spend the team’s money; `marketplace:write` alone is enough for what costs nothing.',
    params: z.object({ id: templateIdSchema }),
    query: none,
    body: purchaseTemplateBodySchema,
    answers: { 200: { description: 'Owned, or where to pay.', schema: purchaseStartedSchema } },
    problems: [
      'invalid_input',
      'not_found',
      'conflict',
      'payload_too_large',
      'unsupported_media_type',
      'unavailable',
    ],
    async handle({ ctx, params, body }) {
      const input = { ...body, template_id: params.id };
      return { status: 200, body: await purchaseTemplate({ ctx, input }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/purchases',
    operationId: 'listPurchases',
    tag: 'Billing',
    summary: 'List what the team bought, newest first',
    params: none,
    query: pageInputSchema,
    body: noBody,
    answers: { 200: { description: 'A page of them.', schema: pageOf(purchaseViewSchema) } },
    problems: ['invalid_input'],
    async handle({ ctx, query }) {
      return { status: 200, body: await listPurchases({ ctx, input: query }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/purchases/{id}',
    operationId: 'getPurchase',
    tag: 'Billing',
    summary: 'Read a purchase and what was given back of it',
    params: byId,
    query: none,
    body: noBody,
    answers: { 200: { description: 'How it stands.', schema: purchaseViewSchema } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      return { status: 200, body: await getPurchase({ ctx, input: { purchase_id: params.id } }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/purchases/{id}/refund',
    operationId: 'refundPurchase',
    tag: 'Billing',
    summary: 'Ask money back, all of it or a part',
    description: 'For the asking within 14 days. The team loses the template with the whole of the money.',
    params: byId,
    query: none,
    body: refundPurchaseBodySchema,
    answers: { 202: { description: 'Asked for; see `refunds`.', schema: purchaseViewSchema } },
    problems: ['invalid_input', 'not_found', 'conflict', 'payload_too_large', 'unsupported_media_type'],
    async handle({ ctx, params, body }) {
      return { status: 202, body: await refundPurchase({ ctx, input: { ...body, purchase_id: params.id } }) };
    },
  }),
];
