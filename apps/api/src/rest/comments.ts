import {
  addCommentBodySchema,
  commentIdSchema,
  commentThreadIdSchema,
  commentThreadPageSchema,
  commentThreadSchema,
  listCommentsQuerySchema,
  resolveThreadBodySchema,
  startCommentThreadBodySchema,
} from '@agent-factory/contracts';
import {
  addComment,
  deleteComment,
  editComment,
  listComments,
  markCommentsRead,
  resolveThread,
  startCommentThread,
} from '@agent-factory/services';
import { z } from 'zod';
import { agentIn, agentPath } from './agent-path.ts';
import { noBody, none, type Route, teamRoute } from './route.ts';

const threadPath = z.object({ id: commentThreadIdSchema });
const commentPath = z.object({ id: commentIdSchema });

const forPeople =
  'For people, not keys. `<@` and `>` around the user id of a member mention them: they are told by mail.';

export const commentRoutes: readonly Route[] = [
  teamRoute({
    method: 'GET',
    path: '/v1/agents/{id}/comments',
    operationId: 'listComments',
    tag: 'Agents',
    summary: 'List threads of comments on an agent’s spec, those begun last first',
    params: agentPath,
    query: listCommentsQuerySchema,
    body: noBody,
    answers: { 200: { description: 'One page.', schema: commentThreadPageSchema } },
    problems: ['invalid_input', 'not_found'],
    async handle({ ctx, params, query }) {
      const agent_id = await agentIn(ctx, params);
      return { status: 200, body: await listComments({ ctx, input: { ...query, agent_id } }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/agents/{id}/comments',
    operationId: 'startCommentThread',
    tag: 'Agents',
    summary: 'Say something about an agent’s spec, or a place of it',
    description: forPeople,
    params: agentPath,
    query: none,
    body: startCommentThreadBodySchema,
    answers: { 201: { description: 'Begun.', schema: commentThreadSchema } },
    problems: ['invalid_input', 'not_found', 'conflict', 'payload_too_large', 'unsupported_media_type'],
    async handle({ ctx, params, body }) {
      const agent_id = await agentIn(ctx, params);
      return { status: 201, body: await startCommentThread({ ctx, input: { ...body, agent_id } }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/comment-threads/{id}/comments',
    operationId: 'addComment',
    tag: 'Agents',
    summary: 'Answer in a thread of comments',
    description: forPeople,
    params: threadPath,
    query: none,
    body: addCommentBodySchema,
    answers: { 201: { description: 'Added.', schema: commentThreadSchema } },
    problems: ['invalid_input', 'not_found', 'conflict', 'payload_too_large', 'unsupported_media_type'],
    async handle({ ctx, params, body }) {
      return { status: 201, body: await addComment({ ctx, input: { ...body, thread_id: params.id } }) };
    },
  }),
  teamRoute({
    method: 'PUT',
    path: '/v1/comment-threads/{id}',
    operationId: 'resolveThread',
    tag: 'Agents',
    summary: 'Resolve a thread of comments, or open it again',
    description: 'For editors, and for whoever began it. For people, not keys.',
    params: threadPath,
    query: none,
    body: resolveThreadBodySchema,
    answers: { 200: { description: 'Done.', schema: commentThreadSchema } },
    problems: ['invalid_input', 'not_found', 'payload_too_large', 'unsupported_media_type'],
    async handle({ ctx, params, body }) {
      return { status: 200, body: await resolveThread({ ctx, input: { ...body, ...params } }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/comment-threads/{id}/read',
    operationId: 'markCommentsRead',
    tag: 'Agents',
    summary: 'Note that you have seen what is said in a thread so far',
    params: threadPath,
    query: none,
    body: noBody,
    answers: { 204: { description: 'Noted.' } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      await markCommentsRead({ ctx, input: params });
      return { status: 204 };
    },
  }),
  teamRoute({
    method: 'PUT',
    path: '/v1/comments/{id}',
    operationId: 'editComment',
    tag: 'Agents',
    summary: 'Change your comment',
    description: forPeople,
    params: commentPath,
    query: none,
    body: addCommentBodySchema,
    answers: { 200: { description: 'Its thread.', schema: commentThreadSchema } },
    problems: ['invalid_input', 'not_found', 'payload_too_large', 'unsupported_media_type'],
    async handle({ ctx, params, body }) {
      return { status: 200, body: await editComment({ ctx, input: { ...body, ...params } }) };
    },
  }),
  teamRoute({
    method: 'DELETE',
    path: '/v1/comments/{id}',
    operationId: 'deleteComment',
    tag: 'Agents',
    summary: 'Delete your comment; as an admin, also another’s',
    description: 'A thread goes with its last comment.',
    params: commentPath,
    query: none,
    body: noBody,
    answers: { 204: { description: 'Deleted.' } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      await deleteComment({ ctx, input: params });
      return { status: 204 };
    },
  }),
];
