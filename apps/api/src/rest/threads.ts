import {
  getThreadInputSchema,
  listThreadsInputSchema,
  threadIdSchema,
  threadViewSchema,
} from '@agent-factory/contracts';
import { deleteThread, getThread, listThreads } from '@agent-factory/services';
import { z } from 'zod';
import { noBody, none, type Route, teamRoute } from './route.ts';
import { threadPageSchema } from './schemas.ts';

const threadPath = z.object({ id: threadIdSchema });

export const threadRoutes: readonly Route[] = [
  teamRoute({
    method: 'GET',
    path: '/v1/threads',
    operationId: 'listThreads',
    tag: 'Threads',
    summary: 'List threads, those used last first',
    description:
      'A thread is a conversation with one agent. A run without a `thread_id` begins one; ids are made by the server alone.',
    params: none,
    query: listThreadsInputSchema,
    body: noBody,
    answers: { 200: { description: 'One page.', schema: threadPageSchema } },
    problems: ['invalid_input', 'not_found'],
    async handle({ ctx, query }) {
      return { status: 200, body: await listThreads({ ctx, input: query }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/threads/{id}',
    operationId: 'getThread',
    tag: 'Threads',
    summary: 'Read a thread: who said what, in which run',
    description:
      'The newest messages in the order in which they were said; `next_cursor` leads to older ones. `limit` counts runs.',
    params: threadPath,
    query: getThreadInputSchema,
    body: noBody,
    answers: { 200: { description: 'The thread and a page of its messages.', schema: threadViewSchema } },
    problems: ['invalid_input', 'not_found'],
    async handle({ ctx, params, query }) {
      return { status: 200, body: await getThread({ ctx, input: { ...query, id: params.id } }) };
    },
  }),
  teamRoute({
    method: 'DELETE',
    path: '/v1/threads/{id}',
    operationId: 'deleteThread',
    tag: 'Threads',
    summary: 'Delete a thread',
    description:
      'With it go its runs with inputs, answers, events, approvals, receipts and checkpoints, and what agents noted in it, in one transaction. Refused (`conflict`) while a run is at work in it. What stays are figures: the usage rows of its model calls, without a word that was said. Nothing is deleted by time alone: a thread lasts until it, its agent’s team or this call ends it.',
    params: threadPath,
    query: none,
    body: noBody,
    answers: { 204: { description: 'Deleted.' } },
    problems: ['not_found', 'conflict'],
    async handle({ ctx, params }) {
      await deleteThread({ ctx, input: params });
      return { status: 204 };
    },
  }),
];
