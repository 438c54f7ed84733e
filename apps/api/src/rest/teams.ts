import {
  createTeamInputSchema,
  deletedTeamSchema,
  deleteTeamInputSchema,
  membershipSchema,
  ownInvitationSchema,
  renameTeamInputSchema,
  teamIdSchema,
  teamViewSchema,
  transferTeamInputSchema,
} from '@agent-factory/contracts';
import {
  createTeam,
  deleteTeam,
  getTeam,
  leaveTeam,
  listTeams,
  renameTeam,
  restoreTeam,
  transferTeam,
} from '@agent-factory/services';
import { z } from 'zod';
import { noBody, none, type Route, teamRoute } from './route.ts';

const teamsSchema = z.object({
  items: z.array(membershipSchema),
  deleted: z.array(deletedTeamSchema),
  invitations: z.array(ownInvitationSchema),
});
const teamCreatedSchema = z.object({ id: teamIdSchema, name: z.string() });
const bodyProblems = ['invalid_input', 'payload_too_large', 'unsupported_media_type'] as const;

export const teamRoutes: readonly Route[] = [
  teamRoute({
    method: 'GET',
    path: '/v1/teams',
    operationId: 'listTeams',
    tag: 'Teams',
    summary: 'List your teams',
    description:
      'With those that you deleted and can have back, and the invitations that wait for your address. People alone: a key has one team.',
    params: none,
    query: none,
    body: noBody,
    answers: { 200: { description: 'The personal team first.', schema: teamsSchema } },
    problems: [],
    async handle({ ctx }) {
      return { status: 200, body: await listTeams({ ctx }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/teams',
    operationId: 'createTeam',
    tag: 'Teams',
    summary: 'Make a team that you own',
    description: 'Act in it by sending its id as `x-team-id`.',
    params: none,
    query: none,
    body: createTeamInputSchema,
    answers: { 201: { description: 'Made.', schema: teamCreatedSchema } },
    problems: [...bodyProblems, 'limit_exceeded'],
    async handle({ ctx, body }) {
      return { status: 201, body: await createTeam({ ctx, input: body }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/teams/{id}/restore',
    operationId: 'restoreTeam',
    tag: 'Teams',
    summary: 'Have a deleted team back',
    description: 'Within 30 days, by those who own it.',
    params: z.object({ id: teamIdSchema }),
    query: none,
    body: noBody,
    answers: { 204: { description: 'Open again, as it was.' } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      await restoreTeam({ ctx, input: params });
      return { status: 204 };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/team',
    operationId: 'getTeam',
    tag: 'Teams',
    summary: 'Read the team that you act in',
    params: none,
    query: none,
    body: noBody,
    answers: { 200: { description: 'The team.', schema: teamViewSchema } },
    problems: [],
    async handle({ ctx }) {
      return { status: 200, body: await getTeam({ ctx }) };
    },
  }),
  teamRoute({
    method: 'PUT',
    path: '/v1/team',
    operationId: 'renameTeam',
    tag: 'Teams',
    summary: 'Rename the team',
    params: none,
    query: none,
    body: renameTeamInputSchema,
    answers: { 200: { description: 'The team as it is now.', schema: teamViewSchema } },
    problems: bodyProblems,
    async handle({ ctx, body }) {
      return { status: 200, body: await renameTeam({ ctx, input: body }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/team/delete',
    operationId: 'deleteTeam',
    tag: 'Teams',
    summary: 'Delete the team',
    description:
      'Owners alone, with the name typed. It is shut for everyone at once, its keys included; for 30 days an owner can have it back, then everything of it is erased.',
    params: none,
    query: none,
    body: deleteTeamInputSchema,
    answers: { 200: { description: 'Shut, and until when it can be had back.', schema: deletedTeamSchema } },
    problems: [...bodyProblems, 'conflict'],
    async handle({ ctx, body }) {
      return { status: 200, body: await deleteTeam({ ctx, input: body }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/team/transfer',
    operationId: 'transferTeam',
    tag: 'Teams',
    summary: 'Hand the team over to a member',
    description: 'Owners alone, with the name typed. The member becomes an owner, you an admin.',
    params: none,
    query: none,
    body: transferTeamInputSchema,
    answers: { 204: { description: 'Handed over.' } },
    problems: [...bodyProblems, 'conflict', 'not_found'],
    async handle({ ctx, body }) {
      await transferTeam({ ctx, input: body });
      return { status: 204 };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/team/leave',
    operationId: 'leaveTeam',
    tag: 'Teams',
    summary: 'Leave the team',
    description: 'What you made stays, and so do its keys. The last owner cannot leave.',
    params: none,
    query: none,
    body: noBody,
    answers: { 204: { description: 'Left.' } },
    problems: ['conflict'],
    async handle({ ctx }) {
      await leaveTeam({ ctx });
      return { status: 204 };
    },
  }),
];
