import {
  approvalIdSchema,
  approvalViewSchema,
  decideApprovalInputSchema,
  listApprovalsInputSchema,
} from '@agent-factory/contracts';
import { decideApproval, getApproval, listApprovals } from '@agent-factory/services';
import { z } from 'zod';
import { noBody, none, type Route, teamRoute } from './route.ts';
import { approvalPageSchema } from './schemas.ts';

const approvalPath = z.object({ id: approvalIdSchema });

export const approvalRoutes: readonly Route[] = [
  teamRoute({
    method: 'GET',
    path: '/v1/approvals',
    operationId: 'listApprovals',
    tag: 'Approvals',
    summary: 'List what runs ask of people, newest first',
    description: 'What is pending, unless `state` says otherwise: `decided`, `all`, or one state.',
    params: none,
    query: listApprovalsInputSchema,
    body: noBody,
    answers: { 200: { description: 'One page.', schema: approvalPageSchema } },
    problems: ['invalid_input', 'not_found'],
    async handle({ ctx, query }) {
      return { status: 200, body: await listApprovals({ ctx, input: query }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/approvals/{id}',
    operationId: 'getApproval',
    tag: 'Approvals',
    summary: 'Read what a run asks',
    params: approvalPath,
    query: none,
    body: noBody,
    answers: { 200: { description: 'The question, and how it stands.', schema: approvalViewSchema } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      return { status: 200, body: await getApproval({ ctx, input: params }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/approvals/{id}/decision',
    operationId: 'decideApproval',
    tag: 'Approvals',
    summary: 'Approve, change or deny what a run asks',
    description:
      'The run goes on at once. With `edit`, `value` takes the place of what was asked for: the whole arguments of a tool (an object), or the whole value that broke a rule. A second decision is a `conflict` that names who made the first.',
    params: approvalPath,
    query: none,
    body: decideApprovalInputSchema,
    answers: { 200: { description: 'Decided.', schema: approvalViewSchema } },
    problems: ['invalid_input', 'not_found', 'conflict', 'payload_too_large', 'unsupported_media_type'],
    async handle({ ctx, params, body }) {
      return { status: 200, body: await decideApproval({ ctx, input: { ...body, ...params } }) };
    },
  }),
];
