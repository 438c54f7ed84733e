import {
  differencesViewSchema,
  purchaseIdSchema,
  reconcileInputSchema,
  reconciliationIdSchema,
  reconciliationsViewSchema,
  refundPurchaseBodySchema,
  refundViewSchema,
  teamIdSchema,
  writeOffBodySchema,
  writtenOffSchema,
} from '@agent-factory/contracts';
import {
  listReconciliationDifferences,
  listReconciliations,
  refundAsOperator,
  startReconciliation,
  writeOffReceivable,
} from '@agent-factory/services';
import { z } from 'zod';
import { noBody, none, type Route, teamRoute } from './route.ts';

/** For the people who run this installation (`OPERATOR_EMAILS`); what they may do goes beyond their team. */
export const operatorRoutes: readonly Route[] = [
  teamRoute({
    method: 'GET',
    path: '/v1/operator/reconciliations',
    operationId: 'listReconciliations',
    tag: 'Billing',
    summary: 'For operators: list the comparisons of the books with Stripe',
    params: none,
    query: none,
    body: noBody,
    answers: { 200: { description: 'The last hundred.', schema: reconciliationsViewSchema } },
    problems: [],
    async handle({ ctx }) {
      return { status: 200, body: await listReconciliations({ ctx }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/operator/reconciliations',
    operationId: 'startReconciliation',
    tag: 'Billing',
    summary: 'For operators: compare the books with Stripe now',
    params: none,
    query: none,
    body: reconcileInputSchema,
    answers: { 201: { description: 'With the new one, newest first.', schema: reconciliationsViewSchema } },
    problems: ['invalid_input', 'conflict', 'payload_too_large', 'unsupported_media_type', 'unavailable'],
    async handle({ ctx, body }) {
      return { status: 201, body: await startReconciliation({ ctx, input: body }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/operator/reconciliations/{id}/differences',
    operationId: 'listReconciliationDifferences',
    tag: 'Billing',
    summary: 'For operators: list what differed',
    params: z.object({ id: reconciliationIdSchema }),
    query: none,
    body: noBody,
    answers: { 200: { description: 'Up to a thousand.', schema: differencesViewSchema } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      const input = { reconciliation_id: params.id };
      return { status: 200, body: await listReconciliationDifferences({ ctx, input }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/operator/purchases/{id}/refund',
    operationId: 'refundAsOperator',
    tag: 'Billing',
    summary: 'For operators: give a buyer money back, at any time',
    params: z.object({ id: purchaseIdSchema }),
    query: none,
    body: refundPurchaseBodySchema,
    answers: { 202: { description: 'Asked for.', schema: refundViewSchema } },
    problems: ['invalid_input', 'not_found', 'conflict', 'payload_too_large', 'unsupported_media_type'],
    async handle({ ctx, params, body }) {
      const input = { ...body, purchase_id: params.id };
      return { status: 202, body: await refundAsOperator({ ctx, input }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/operator/creators/{id}/write-off',
    operationId: 'writeOffReceivable',
    tag: 'Billing',
    summary: 'For operators: give up on what a creator owes',
    params: z.object({ id: teamIdSchema }),
    query: none,
    body: writeOffBodySchema,
    answers: { 200: { description: 'What is still owed.', schema: writtenOffSchema } },
    problems: ['invalid_input', 'not_found', 'conflict', 'payload_too_large', 'unsupported_media_type'],
    async handle({ ctx, params, body }) {
      const input = { ...body, creator_team_id: params.id };
      return { status: 200, body: await writeOffReceivable({ ctx, input }) };
    },
  }),
];
