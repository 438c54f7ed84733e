import {
  listUsageInputSchema,
  metricsInputSchema,
  metricsSchema,
  quotaViewSchema,
  setTeamPolicyInputSchema,
  teamPolicyViewSchema,
  usageSummaryInputSchema,
  usageSummarySchema,
} from '@agent-factory/contracts';
import {
  getMetrics,
  getQuota,
  getTeamPolicy,
  listUsage,
  setTeamPolicy,
  summarizeUsage,
} from '@agent-factory/services';
import { noBody, none, type Route, teamRoute } from './route.ts';
import { usagePageSchema } from './schemas.ts';

export const usageRoutes: readonly Route[] = [
  teamRoute({
    method: 'GET',
    path: '/v1/usage',
    operationId: 'summarizeUsage',
    tag: 'Usage',
    summary: 'What model calls used in a month',
    description:
      'A call counts once, an attempt each time that a model was tried for it; the cost of attempts that failed is part of every cost. Months are calendar months in UTC. Needs the scope usage:read.',
    params: none,
    query: usageSummaryInputSchema,
    body: noBody,
    answers: { 200: { description: 'The sums.', schema: usageSummarySchema } },
    problems: ['invalid_input'],
    async handle({ ctx, query }) {
      return { status: 200, body: await summarizeUsage({ ctx, input: query }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/usage/calls',
    operationId: 'listUsage',
    tag: 'Usage',
    summary: 'Each attempt of each model call, newest first',
    description: 'What it cost, who pays, and what came of it. Needs the scope usage:read.',
    params: none,
    query: listUsageInputSchema,
    body: noBody,
    answers: { 200: { description: 'A page.', schema: usagePageSchema } },
    problems: ['invalid_input', 'not_found'],
    async handle({ ctx, query }) {
      return { status: 200, body: await listUsage({ ctx, input: query }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/quota',
    operationId: 'getQuota',
    tag: 'Usage',
    summary: 'What the team may use in this period, and what is left',
    description:
      'Runs and tokens by plan, the month’s budget of the team and of API keys. A run counts when it starts, its tokens when it ends. What is shown may be a minute old; what is refused goes by the count itself. Needs the scope usage:read.',
    params: none,
    query: none,
    body: noBody,
    answers: { 200: { description: 'The quotas.', schema: quotaViewSchema } },
    problems: [],
    async handle({ ctx }) {
      return { status: 200, body: await getQuota({ ctx }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/team/policy',
    operationId: 'getTeamPolicy',
    tag: 'Usage',
    summary: 'Which models the team allows and what they may cost',
    params: none,
    query: none,
    body: noBody,
    answers: { 200: { description: 'The policy.', schema: teamPolicyViewSchema } },
    problems: [],
    async handle({ ctx }) {
      return { status: 200, body: await getTeamPolicy({ ctx }) };
    },
  }),
  teamRoute({
    method: 'PUT',
    path: '/v1/team/policy',
    operationId: 'setTeamPolicy',
    tag: 'Usage',
    summary: 'Change the policy',
    description:
      'What is left out stays as it is; null takes a bound away. A budget counts from the next call on, the rest within two seconds. Needs the scope team:write.',
    params: none,
    query: none,
    body: setTeamPolicyInputSchema,
    answers: { 200: { description: 'The policy as it is now.', schema: teamPolicyViewSchema } },
    problems: ['invalid_input', 'payload_too_large', 'unsupported_media_type'],
    async handle({ ctx, body }) {
      return { status: 200, body: await setTeamPolicy({ ctx, input: body }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/metrics',
    operationId: 'getMetrics',
    tag: 'Usage',
    summary: 'What the team’s agents have been like in the last hours, in numbers',
    description:
      'Requests, errors and latency percentiles of runs and tests, model calls, what waits, cache hits, and the router’s breakers. What the deployment as a whole is like is for its operator, at `/metrics`.',
    params: none,
    query: metricsInputSchema,
    body: noBody,
    answers: { 200: { description: 'As it is now.', schema: metricsSchema } },
    problems: ['invalid_input'],
    async handle({ ctx, query }) {
      return { status: 200, body: await getMetrics({ ctx, input: query }) };
    },
  }),
];
