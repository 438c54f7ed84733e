import {
  creatorAccountViewSchema,
  earningsStatementSchema,
  earningTraceSchema,
  ledgerEntryIdSchema,
  listEarningsInputSchema,
  onboardInputSchema,
  pageInputSchema,
  payoutIdSchema,
  payoutsViewSchema,
  payoutTraceSchema,
  redirectViewSchema,
} from '@agent-factory/contracts';
import {
  exportEarnings,
  getCreatorAccount,
  getEarning,
  getEarnings,
  getPayout,
  listPayouts,
  startOnboarding,
} from '@agent-factory/services';
import { z } from 'zod';
import { noBody, none, type Route, teamRoute } from './route.ts';

export const creatorRoutes: readonly Route[] = [
  teamRoute({
    method: 'GET',
    path: '/v1/creator/account',
    operationId: 'getCreatorAccount',
    tag: 'Billing',
    summary: 'Read whether the team can be paid for what it sells',
    params: none,
    query: none,
    body: noBody,
    answers: { 200: { description: 'How it stands.', schema: creatorAccountViewSchema } },
    problems: [],
    async handle({ ctx }) {
      return { status: 200, body: await getCreatorAccount({ ctx }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/creator/onboarding',
    operationId: 'startOnboarding',
    tag: 'Billing',
    summary: 'Set up how the team is paid',
    description: 'Answers with the page of Stripe’s on which the creator says who they are.',
    params: none,
    query: none,
    body: onboardInputSchema,
    answers: { 201: { description: 'Where to go on.', schema: redirectViewSchema } },
    problems: ['invalid_input', 'conflict', 'payload_too_large', 'unsupported_media_type', 'unavailable'],
    async handle({ ctx, body }) {
      return { status: 201, body: await startOnboarding({ ctx, input: body }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/creator/earnings',
    operationId: 'getEarnings',
    tag: 'Billing',
    summary: 'Read the statement of what the team earned',
    description:
      'From the books, newest first, amounts in minor units with the creator’s sign. `balances` say what is still to be sent, what of it may be given back yet, and what is owed.',
    params: none,
    query: listEarningsInputSchema,
    body: noBody,
    answers: { 200: { description: 'A page of it.', schema: earningsStatementSchema } },
    problems: ['invalid_input'],
    async handle({ ctx, query }) {
      return { status: 200, body: await getEarnings({ ctx, input: query }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/creator/earnings.csv',
    operationId: 'exportEarnings',
    tag: 'Billing',
    summary: 'Take the statement along as CSV',
    params: none,
    query: listEarningsInputSchema.pick({ from: true, to: true }),
    body: noBody,
    answers: { 200: { description: 'RFC 4180.', contentTypes: ['text/csv'] } },
    problems: ['invalid_input'],
    async handle({ ctx, query }) {
      return {
        status: 200,
        body: await exportEarnings({ ctx, input: query }),
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': 'attachment; filename="earnings.csv"',
        },
      };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/creator/earnings/{id}',
    operationId: 'getEarning',
    tag: 'Billing',
    summary: 'Follow a line of the statement to the last cent',
    description:
      'Every posting of it, which sum to zero (debits above, credits below), and all that happened to the same sale.',
    params: z.strictObject({ id: ledgerEntryIdSchema }),
    query: none,
    body: noBody,
    answers: { 200: { description: 'The entry.', schema: earningTraceSchema } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      return { status: 200, body: await getEarning({ ctx, input: { entry_id: params.id } }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/creator/payouts/{id}',
    operationId: 'getPayout',
    tag: 'Billing',
    summary: 'Follow a payout to its sales',
    description:
      'What lay on the account after the payout before it, each movement since, oldest first and with its sale, and what was left: `before_minor` + `moved_minor` = `payout.amount_minor` + `left_minor`.',
    params: z.strictObject({ id: payoutIdSchema }),
    query: pageInputSchema,
    body: noBody,
    answers: { 200: { description: 'A page of its movements.', schema: payoutTraceSchema } },
    problems: ['invalid_input', 'not_found'],
    async handle({ ctx, params, query }) {
      return { status: 200, body: await getPayout({ ctx, input: { payout_id: params.id, ...query } }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/creator/payouts',
    operationId: 'listPayouts',
    tag: 'Billing',
    summary: 'List what went to the team’s bank, newest first',
    params: none,
    query: none,
    body: noBody,
    answers: { 200: { description: 'The last hundred.', schema: payoutsViewSchema } },
    problems: [],
    async handle({ ctx }) {
      return { status: 200, body: await listPayouts({ ctx }) };
    },
  }),
];
