import { setTeamSecurityInputSchema, teamSecurityViewSchema } from '@agent-factory/contracts';
import { getTeamSecurity, setTeamSecurity } from '@agent-factory/services';
import { noBody, none, type Route, teamRoute } from './route.ts';

export const teamSecurityRoutes: readonly Route[] = [
  teamRoute({
    method: 'GET',
    path: '/v1/team/security',
    operationId: 'getTeamSecurity',
    tag: 'Keys',
    summary: 'What the team asks of how its members sign in',
    description: 'For members; API keys may not read it.',
    params: none,
    query: none,
    body: noBody,
    answers: { 200: { description: 'What is asked.', schema: teamSecurityViewSchema } },
    problems: ['forbidden'],
    async handle({ ctx }) {
      return { status: 200, body: await getTeamSecurity({ ctx }) };
    },
  }),
  teamRoute({
    method: 'PUT',
    path: '/v1/team/security',
    operationId: 'setTeamSecurity',
    tag: 'Keys',
    summary: 'Ask a second factor of the members, or no longer',
    description:
      'For owners. Members who have none are told until `second_factor_from`, and turned away with `second_factor_required` from then on, until they set one up. API keys are not affected.',
    params: none,
    query: none,
    body: setTeamSecurityInputSchema,
    answers: { 200: { description: 'What is asked from now on.', schema: teamSecurityViewSchema } },
    problems: ['invalid_input', 'forbidden', 'payload_too_large', 'unsupported_media_type'],
    async handle({ ctx, body }) {
      return { status: 200, body: await setTeamSecurity({ ctx, input: body }) };
    },
  }),
];
