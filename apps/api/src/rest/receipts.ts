import {
  erasureReceiptSchema,
  receiptKeysSchema,
  receiptSchema,
  receiptVerdictSchema,
  runIdSchema,
} from '@agent-factory/contracts';
import { getReceipt, listReceiptKeys, verifyReceipt } from '@agent-factory/services';
import { z } from 'zod';
import { noBody, none, publicRoute, type Route, teamRoute } from './route.ts';

/** What these answer is no secret of anyone: pages of any origin may read it. */
const forAnyPage = { 'access-control-allow-origin': '*' };

export const receiptRoutes: readonly Route[] = [
  teamRoute({
    method: 'GET',
    path: '/v1/runs/{id}/receipt',
    operationId: 'getRunReceipt',
    tag: 'Runs',
    summary: 'Read the receipt of a run that has ended',
    description:
      'What ran, under which rules, what it cost and who said yes, signed when the run ended. It holds no content, only hashes, so it can be handed on. A run that has not ended has none yet: 404, and `detail` says so.',
    params: z.object({ id: runIdSchema }),
    query: none,
    body: noBody,
    answers: { 200: { description: 'The receipt.', schema: receiptSchema } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      return { status: 200, body: await getReceipt({ ctx, input: { run_id: params.id } }) };
    },
  }),
  publicRoute({
    method: 'POST',
    path: '/v1/receipts/verify',
    operationId: 'verifyReceipt',
    tag: 'Runs',
    summary: 'Check whether a receipt was signed here and not changed since',
    description:
      'For anyone, without signing in. The answer says nothing about the run. Receipts of erasures are checked in the same way. Any JSON is answered; what is no receipt is not valid.',
    params: none,
    body: z.union([receiptSchema, erasureReceiptSchema]),
    answers: { 200: { description: 'The verdict.', schema: receiptVerdictSchema } },
    problems: ['invalid_input', 'payload_too_large', 'unsupported_media_type'],
    handle: ({ host, request }) => ({
      status: 200,
      body: verifyReceipt({ services: host.services, input: request.body }),
      headers: { ...forAnyPage, 'cache-control': 'no-store' },
    }),
  }),
  publicRoute({
    method: 'GET',
    path: '/.well-known/agentfactory-receipts.json',
    operationId: 'receiptKeys',
    tag: 'Runs',
    summary: 'The public keys under which receipts are valid',
    description:
      'A JWK set of Ed25519 keys (RFC 8037), the one in use first; `since` is the day from which a key signs. The README has ten lines that verify a receipt with it.',
    params: none,
    answers: { 200: { description: 'The keys.', schema: receiptKeysSchema } },
    problems: [],
    handle: ({ host }) => ({
      status: 200,
      body: listReceiptKeys({ services: host.services }),
      headers: { ...forAnyPage, 'cache-control': 'public, max-age=300' },
    }),
  }),
];
