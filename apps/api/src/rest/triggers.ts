import {
  createTriggerInputSchema,
  hookAnswerSchema,
  maxHookBytes,
  rotateTriggerInputSchema,
  triggerDeliveriesSchema,
  triggerIdSchema,
  triggerSecretViewSchema,
  triggersSchema,
  triggerViewSchema,
  updateTriggerInputSchema,
} from '@agent-factory/contracts';
import {
  createTrigger,
  deleteTrigger,
  getTrigger,
  listTriggerDeliveries,
  listTriggers,
  receiveHook,
  rotateTrigger,
  updateTrigger,
} from '@agent-factory/services';
import { z } from 'zod';
import { noBody, none, publicRoute, type Route, teamRoute } from './route.ts';

const triggerPath = z.object({ id: triggerIdSchema });

export const triggerRoutes: readonly Route[] = [
  teamRoute({
    method: 'POST',
    path: '/v1/triggers',
    operationId: 'createTrigger',
    tag: 'Triggers',
    summary: 'Let others start an agent by a signed call',
    description:
      'The answer holds the secret that calls are signed with; it is never shown again. `mapping` says how the body of a call becomes the agent’s input.',
    params: none,
    query: none,
    body: createTriggerInputSchema,
    answers: { 201: { description: 'Made, with its secret.', schema: triggerSecretViewSchema } },
    problems: [
      'invalid_input',
      'not_found',
      'conflict',
      'payload_too_large',
      'unsupported_media_type',
      'unavailable',
    ],
    async handle({ ctx, body }) {
      return { status: 201, body: await createTrigger({ ctx, input: body }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/triggers',
    operationId: 'listTriggers',
    tag: 'Triggers',
    summary: 'List the team’s triggers, newest first',
    params: none,
    query: none,
    body: noBody,
    answers: { 200: { description: 'All of them, without secrets.', schema: triggersSchema } },
    problems: [],
    async handle({ ctx }) {
      return { status: 200, body: await listTriggers({ ctx }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/triggers/{id}',
    operationId: 'getTrigger',
    tag: 'Triggers',
    summary: 'Read a trigger',
    params: triggerPath,
    query: none,
    body: noBody,
    answers: { 200: { description: 'It, without its secret.', schema: triggerViewSchema } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      return { status: 200, body: await getTrigger({ ctx, input: params }) };
    },
  }),
  teamRoute({
    method: 'PUT',
    path: '/v1/triggers/{id}',
    operationId: 'updateTrigger',
    tag: 'Triggers',
    summary: 'Change a trigger, switch it on or off',
    params: triggerPath,
    query: none,
    body: updateTriggerInputSchema,
    answers: { 200: { description: 'Changed.', schema: triggerViewSchema } },
    problems: ['invalid_input', 'not_found', 'payload_too_large', 'unsupported_media_type'],
    async handle({ ctx, params, body }) {
      return { status: 200, body: await updateTrigger({ ctx, input: { ...body, ...params } }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/triggers/{id}/rotate',
    operationId: 'rotateTrigger',
    tag: 'Triggers',
    summary: 'Give a trigger a new secret',
    description: 'The present one stays good for `overlap_hours`, a day if left out; 0 ends it now.',
    params: triggerPath,
    query: none,
    body: rotateTriggerInputSchema,
    answers: { 200: { description: 'It, with the new secret.', schema: triggerSecretViewSchema } },
    problems: ['invalid_input', 'not_found', 'payload_too_large', 'unsupported_media_type', 'unavailable'],
    async handle({ ctx, params, body }) {
      return { status: 200, body: await rotateTrigger({ ctx, input: { ...body, ...params } }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/triggers/{id}/deliveries',
    operationId: 'listTriggerDeliveries',
    tag: 'Triggers',
    summary: 'List the last calls of a trigger and what became of them',
    params: triggerPath,
    query: none,
    body: noBody,
    answers: { 200: { description: 'Newest first.', schema: triggerDeliveriesSchema } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      return { status: 200, body: await listTriggerDeliveries({ ctx, input: params }) };
    },
  }),
  teamRoute({
    method: 'DELETE',
    path: '/v1/triggers/{id}',
    operationId: 'deleteTrigger',
    tag: 'Triggers',
    summary: 'Delete a trigger',
    description: 'Its address answers nobody any more; its runs stay.',
    params: triggerPath,
    query: none,
    body: noBody,
    answers: { 204: { description: 'Deleted.' } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      await deleteTrigger({ ctx, input: params });
      return { status: 204 };
    },
  }),
  publicRoute({
    method: 'POST',
    path: '/v1/hooks/{trigger_id}',
    operationId: 'receiveHook',
    tag: 'Triggers',
    summary: 'Start an agent by a signed call',
    description:
      'Signed as standardwebhooks.com says (`webhook-id`, `webhook-timestamp` at most five minutes off, `webhook-signature` with one or more of `v1,<base64 of HMAC-SHA256 over "id.timestamp.body">`) or as GitHub does (`X-Hub-Signature-256`, `X-GitHub-Delivery`), by what the trigger was made for. Up to 256 KB of JSON. A call that comes again is answered with the run that it started. An unknown address and a wrong signature are the same 401.',
    params: z.object({ trigger_id: z.string() }),
    body: z.unknown().meta({ description: 'Any JSON; the trigger’s mapping makes the agent’s input of it.' }),
    takesBytes: maxHookBytes,
    answers: { 202: { description: 'Taken.', schema: hookAnswerSchema } },
    problems: [
      'unauthenticated',
      'forbidden',
      'invalid_input',
      'not_found',
      'payload_too_large',
      'spec_not_runnable',
      'purchase_required',
      'idempotency_mismatch',
      'rate_limited',
      'quota_exceeded',
      'unavailable',
    ],
    async handle({ host, request, params }) {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const answer = await receiveHook({
        services: host.services,
        triggerId: params.trigger_id,
        call: { headers: request.headers, body },
      });
      return { status: 202, body: answer, headers: { 'cache-control': 'no-store' } };
    },
  }),
];
