import { listRunsInputSchema, runEventSchema, runIdSchema, runViewSchema } from '@agent-factory/contracts';
import { cancelRun, getRun, listRunEvents, listRuns } from '@agent-factory/services';
import { z } from 'zod';
import { noBody, none, type Route, teamRoute } from './route.ts';
import { acceptsEvents, eventsOf, runAgentRoute } from './run-agent.ts';
import { runEventsSchema, runPageSchema } from './schemas.ts';

const runPath = z.object({ id: runIdSchema });
const lastEventSchema = z.object({
  'last-event-id': z.coerce
    .number()
    .int()
    .min(0)
    .default(0)
    .describe('The `seq` of the last event that was seen; the stream goes on after it.'),
});

export const runRoutes: readonly Route[] = [
  runAgentRoute,
  teamRoute({
    method: 'GET',
    path: '/v1/runs',
    operationId: 'listRuns',
    tag: 'Runs',
    summary: 'List runs, newest first',
    params: none,
    query: listRunsInputSchema,
    body: noBody,
    answers: { 200: { description: 'One page.', schema: runPageSchema } },
    problems: ['invalid_input', 'not_found'],
    async handle({ ctx, query }) {
      return { status: 200, body: await listRuns({ ctx, input: query }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/runs/{id}',
    operationId: 'getRun',
    tag: 'Runs',
    summary: 'Read a run',
    params: runPath,
    query: none,
    body: noBody,
    answers: { 200: { description: 'The run as it is now.', schema: runViewSchema } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      return { status: 200, body: await getRun({ ctx, input: { run_id: params.id } }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/runs/{id}/events',
    operationId: 'listRunEvents',
    tag: 'Runs',
    summary: 'Read or follow the events of a run',
    description:
      'With `Accept: text/event-stream` the events so far, then each new one, until `run.finished`; else the events so far.',
    params: runPath,
    query: none,
    headers: lastEventSchema,
    body: noBody,
    answers: { 200: { description: 'The events.', schema: runEventsSchema, events: runEventSchema } },
    problems: ['invalid_input', 'not_found'],
    async handle({ ctx, params, ...call }) {
      const after = lastEventSchema.parse(call.request.headers)['last-event-id'];
      if (acceptsEvents(call.request.headers.accept)) return eventsOf(call, ctx, params.id, after);
      return {
        status: 200,
        body: await listRunEvents({ ctx, input: { run_id: params.id, after_seq: after } }),
      };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/runs/{id}/cancel',
    operationId: 'cancelRun',
    tag: 'Runs',
    summary: 'Ask a run to stop',
    description: 'A run that has ended stays as it is. The answer is the run as it is at that moment.',
    params: runPath,
    query: none,
    body: noBody,
    answers: { 200: { description: 'The run.', schema: runViewSchema } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      return { status: 200, body: await cancelRun({ ctx, input: { run_id: params.id } }) };
    },
  }),
];
