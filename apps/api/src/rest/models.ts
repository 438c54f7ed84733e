import { explainRouteInputSchema, routeViewSchema } from '@agent-factory/contracts';
import { explainRoute } from '@agent-factory/services';
import { none, type Route, teamRoute } from './route.ts';

export const modelRoutes: readonly Route[] = [
  teamRoute({
    method: 'POST',
    path: '/v1/route/explain',
    operationId: 'explainRoute',
    tag: 'Models',
    summary: 'Say which model would serve a request, and why not the others',
    description:
      'Nothing is called and nothing is spent. The table holds the chain in its order, then every model that was left out, each with its reason. Needs the scope models:read.',
    params: none,
    query: none,
    body: explainRouteInputSchema,
    answers: { 200: { description: 'The decision.', schema: routeViewSchema } },
    problems: ['invalid_input', 'payload_too_large', 'unsupported_media_type'],
    async handle({ ctx, body }) {
      return { status: 200, body: await explainRoute({ ctx, input: body }) };
    },
  }),
];
