import {
  invitationIdSchema,
  invitationSentSchema,
  invitationTokenInputSchema,
  invitationViewSchema,
  inviteInputSchema,
  joinedTeamSchema,
} from '@agent-factory/contracts';
import {
  acceptInvitation,
  declineInvitation,
  invite,
  listInvitations,
  resendInvitation,
  revokeInvitation,
} from '@agent-factory/services';
import { z } from 'zod';
import { noBody, none, type Route, teamRoute } from './route.ts';

const byId = z.object({ id: invitationIdSchema });

export const invitationRoutes: readonly Route[] = [
  teamRoute({
    method: 'GET',
    path: '/v1/invitations',
    operationId: 'listInvitations',
    tag: 'Teams',
    summary: 'List the invitations of the team, newest first',
    params: none,
    query: none,
    body: noBody,
    answers: {
      200: {
        description: 'Those that wait, and those that ended within 30 days.',
        schema: z.object({ items: z.array(invitationViewSchema) }),
      },
    },
    problems: [],
    async handle({ ctx }) {
      return { status: 200, body: await listInvitations({ ctx }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/invitations',
    operationId: 'invite',
    tag: 'Teams',
    summary: 'Invite an address into the team',
    description:
      'Mails a link that works once, for that address, within 7 days. The answer is the only one that shows the link.',
    params: none,
    query: none,
    body: inviteInputSchema,
    answers: { 201: { description: 'Invited.', schema: invitationSentSchema } },
    problems: [
      'invalid_input',
      'payload_too_large',
      'unsupported_media_type',
      'conflict',
      'limit_exceeded',
      'rate_limited',
      'unavailable',
    ],
    async handle({ ctx, body }) {
      return { status: 201, body: await invite({ ctx, input: body }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/invitations/{id}/resend',
    operationId: 'resendInvitation',
    tag: 'Teams',
    summary: 'Send an invitation again',
    description: 'With another link, for 7 more days; the link before it ends. Once a minute at most.',
    params: byId,
    query: none,
    body: noBody,
    answers: { 200: { description: 'Sent.', schema: invitationSentSchema } },
    problems: ['not_found', 'rate_limited', 'unavailable'],
    async handle({ ctx, params }) {
      return { status: 200, body: await resendInvitation({ ctx, input: params }) };
    },
  }),
  teamRoute({
    method: 'DELETE',
    path: '/v1/invitations/{id}',
    operationId: 'revokeInvitation',
    tag: 'Teams',
    summary: 'Take an invitation back',
    params: byId,
    query: none,
    body: noBody,
    answers: { 204: { description: 'Its link opens nothing any more.' } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      await revokeInvitation({ ctx, input: params });
      return { status: 204 };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/invitations/accept',
    operationId: 'acceptInvitation',
    tag: 'Teams',
    summary: 'Join a team by the token of a link',
    params: none,
    query: none,
    body: invitationTokenInputSchema,
    answers: { 200: { description: 'Joined.', schema: joinedTeamSchema } },
    problems: ['invalid_input', 'payload_too_large', 'unsupported_media_type', 'not_found', 'conflict'],
    async handle({ ctx, body }) {
      return { status: 200, body: await acceptInvitation({ ctx, input: body }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/invitations/{id}/accept',
    operationId: 'acceptOwnInvitation',
    tag: 'Teams',
    summary: 'Join a team that invited your address',
    description: 'Where the address of your account is confirmed; else use the link.',
    params: byId,
    query: none,
    body: noBody,
    answers: { 200: { description: 'Joined.', schema: joinedTeamSchema } },
    problems: ['not_found', 'conflict'],
    async handle({ ctx, params }) {
      return { status: 200, body: await acceptInvitation({ ctx, input: params }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/invitations/{id}/decline',
    operationId: 'declineInvitation',
    tag: 'Teams',
    summary: 'Decline an invitation of your address',
    params: byId,
    query: none,
    body: noBody,
    answers: { 204: { description: 'Declined.' } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      await declineInvitation({ ctx, input: params });
      return { status: 204 };
    },
  }),
];
