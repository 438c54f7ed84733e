import {
  createDashboardViewInputSchema,
  dashboardChangeSchema,
  dashboardInputSchema,
  dashboardSchema,
  dashboardViewIdSchema,
  dashboardViewSchema,
  dashboardViewsSchema,
  updateDashboardViewInputSchema,
} from '@agent-factory/contracts';
import {
  createDashboardView,
  deleteDashboardView,
  exportDashboard,
  getDashboard,
  listDashboardViews,
  updateDashboardView,
  watchDashboard,
} from '@agent-factory/services';
import { z } from 'zod';
import type { ServerSentEvent } from '../http/sse.ts';
import { noBody, none, type Route, teamRoute } from './route.ts';
import { acceptsEvents } from './run-agent.ts';

const viewPath = z.object({ id: dashboardViewIdSchema });

export const dashboardRoutes: readonly Route[] = [
  teamRoute({
    method: 'GET',
    path: '/v1/dashboard',
    operationId: 'getDashboard',
    tag: 'Usage',
    summary: 'What runs came to in a time, by status, model, agent, key, member and error',
    description:
      'Each number is what counting the runs themselves would say, in any time zone and range. Runs count by when they were started. Latency is rounded to two significant digits, its percentiles are exact at that. Numbers of runs whose content is no longer kept stay. With `Accept: text/event-stream` a stream of `changed` instead, at most one a second, whenever a run has begun, gone on or ended: look again then. Needs the scope usage:read.',
    params: none,
    query: dashboardInputSchema,
    body: noBody,
    answers: { 200: { description: 'The numbers.', schema: dashboardSchema, events: dashboardChangeSchema } },
    problems: ['invalid_input'],
    async handle({ ctx, query, host, request, signal }) {
      if (acceptsEvents(request.headers.accept)) {
        const changes = await watchDashboard({ ctx, signal: AbortSignal.any([signal, host.closing]) });
        return { events: changed(changes) };
      }
      return { status: 200, body: await getDashboard({ ctx, input: query }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/dashboard.csv',
    operationId: 'exportDashboard',
    tag: 'Usage',
    summary: 'Download those numbers as CSV',
    description: 'One table; `section` tells totals, points, models, agents, keys, members and errors apart.',
    params: none,
    query: dashboardInputSchema,
    body: noBody,
    answers: {
      200: {
        description: 'The numbers, times in UTC.',
        contentTypes: ['text/csv'],
        headers: ['content-disposition'],
      },
    },
    problems: ['invalid_input'],
    async handle({ ctx, query }) {
      const { fileName, contentType, text } = await exportDashboard({ ctx, input: query });
      return {
        status: 200,
        body: text,
        headers: {
          'content-type': contentType,
          'content-disposition': `attachment; filename="${fileName}"`,
        },
      };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/dashboard/views',
    operationId: 'listDashboardViews',
    tag: 'Usage',
    summary: 'List your views of the dashboard and those that the team shares',
    params: none,
    query: none,
    body: noBody,
    answers: { 200: { description: 'By name.', schema: dashboardViewsSchema } },
    problems: [],
    async handle({ ctx }) {
      return { status: 200, body: await listDashboardViews({ ctx }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/dashboard/views',
    operationId: 'createDashboardView',
    tag: 'Usage',
    summary: 'Save a view of the dashboard',
    description: '`query` is what stands behind the `?` of the page’s address. For people, not keys.',
    params: none,
    query: none,
    body: createDashboardViewInputSchema,
    answers: { 201: { description: 'Saved.', schema: dashboardViewSchema } },
    problems: ['invalid_input', 'conflict', 'payload_too_large', 'unsupported_media_type'],
    async handle({ ctx, body }) {
      return { status: 201, body: await createDashboardView({ ctx, input: body }) };
    },
  }),
  teamRoute({
    method: 'PUT',
    path: '/v1/dashboard/views/{id}',
    operationId: 'updateDashboardView',
    tag: 'Usage',
    summary: 'Rename, change or share your view',
    params: viewPath,
    query: none,
    body: updateDashboardViewInputSchema,
    answers: { 200: { description: 'Changed.', schema: dashboardViewSchema } },
    problems: ['invalid_input', 'not_found', 'payload_too_large', 'unsupported_media_type'],
    async handle({ ctx, params, body }) {
      return { status: 200, body: await updateDashboardView({ ctx, input: { ...body, ...params } }) };
    },
  }),
  teamRoute({
    method: 'DELETE',
    path: '/v1/dashboard/views/{id}',
    operationId: 'deleteDashboardView',
    tag: 'Usage',
    summary: 'Delete your view; as an admin, also one that is shared',
    params: viewPath,
    query: none,
    body: noBody,
    answers: { 204: { description: 'Deleted.' } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      await deleteDashboardView({ ctx, input: params });
      return { status: 204 };
    },
  }),
];

async function* changed(changes: AsyncIterable<unknown>): AsyncGenerator<ServerSentEvent> {
  for await (const data of changes) yield { event: 'changed', data };
}
