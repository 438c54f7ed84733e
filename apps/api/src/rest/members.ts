import { memberInputSchema, memberViewSchema, teamRoleSchema } from '@agent-factory/contracts';
import { changeRole, listMembers, removeMember } from '@agent-factory/services';
import { z } from 'zod';
import { noBody, none, type Route, teamRoute } from './route.ts';

export const memberRoutes: readonly Route[] = [
  teamRoute({
    method: 'GET',
    path: '/v1/members',
    operationId: 'listMembers',
    tag: 'Teams',
    summary: 'List the members of the team, owners first',
    params: none,
    query: none,
    body: noBody,
    answers: {
      200: { description: 'Everyone.', schema: z.object({ items: z.array(memberViewSchema) }) },
    },
    problems: [],
    async handle({ ctx }) {
      return { status: 200, body: await listMembers({ ctx }) };
    },
  }),
  teamRoute({
    method: 'PUT',
    path: '/v1/members/{user_id}',
    operationId: 'changeRole',
    tag: 'Teams',
    summary: 'Give a member another role',
    description: 'Counts everywhere within 2 s. Owners are made and changed by owners alone.',
    params: z.object(memberInputSchema.shape),
    query: none,
    body: z.strictObject({ role: teamRoleSchema }),
    answers: { 200: { description: 'The member as it is now.', schema: memberViewSchema } },
    problems: ['invalid_input', 'payload_too_large', 'unsupported_media_type', 'not_found', 'conflict'],
    async handle({ ctx, params, body }) {
      return { status: 200, body: await changeRole({ ctx, input: { ...params, ...body } }) };
    },
  }),
  teamRoute({
    method: 'DELETE',
    path: '/v1/members/{user_id}',
    operationId: 'removeMember',
    tag: 'Teams',
    summary: 'Remove a member',
    description:
      'Their sessions lose the team within 2 s. What they made stays, and so do the keys that they made.',
    params: z.object(memberInputSchema.shape),
    query: none,
    body: noBody,
    answers: { 204: { description: 'Removed.' } },
    problems: ['not_found', 'conflict'],
    async handle({ ctx, params }) {
      await removeMember({ ctx, input: params });
      return { status: 204 };
    },
  }),
];
