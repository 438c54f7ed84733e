import {
  createScheduleInputSchema,
  runViewSchema,
  scheduleIdSchema,
  schedulesSchema,
  scheduleViewSchema,
  updateScheduleInputSchema,
} from '@agent-factory/contracts';
import {
  createSchedule,
  deleteSchedule,
  getSchedule,
  listSchedules,
  runScheduleNow,
  updateSchedule,
} from '@agent-factory/services';
import { z } from 'zod';
import { noBody, none, type Route, teamRoute } from './route.ts';

const schedulePath = z.object({ id: scheduleIdSchema });

export const scheduleRoutes: readonly Route[] = [
  teamRoute({
    method: 'POST',
    path: '/v1/schedules',
    operationId: 'createSchedule',
    tag: 'Schedules',
    summary: 'Let an agent start by itself',
    description:
      'At the times of a cron line in a time zone, each due time once. Where the clock skips a time it comes when the gap ends; where it shows one twice it comes once. `input` is held against what the agent takes. What was missed while nothing ran is made up for by one run; after five refusals in a row the schedule switches itself off and says why.',
    params: none,
    query: none,
    body: createScheduleInputSchema,
    answers: { 201: { description: 'It starts at the first of `next_times`.', schema: scheduleViewSchema } },
    problems: [
      'invalid_input',
      'not_found',
      'conflict',
      'spec_not_runnable',
      'payload_too_large',
      'unsupported_media_type',
    ],
    async handle({ ctx, body }) {
      return { status: 201, body: await createSchedule({ ctx, input: body }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/schedules',
    operationId: 'listSchedules',
    tag: 'Schedules',
    summary: 'List the team’s schedules, newest first',
    params: none,
    query: none,
    body: noBody,
    answers: { 200: { description: 'All of them.', schema: schedulesSchema } },
    problems: [],
    async handle({ ctx }) {
      return { status: 200, body: await listSchedules({ ctx }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/schedules/{id}',
    operationId: 'getSchedule',
    tag: 'Schedules',
    summary: 'Read a schedule',
    params: schedulePath,
    query: none,
    body: noBody,
    answers: { 200: { description: 'It, with its next times.', schema: scheduleViewSchema } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      return { status: 200, body: await getSchedule({ ctx, input: params }) };
    },
  }),
  teamRoute({
    method: 'PUT',
    path: '/v1/schedules/{id}',
    operationId: 'updateSchedule',
    tag: 'Schedules',
    summary: 'Change a schedule, switch it on or off',
    description: 'Switched on, it starts afresh: from the next time on, without what was refused before.',
    params: schedulePath,
    query: none,
    body: updateScheduleInputSchema,
    answers: { 200: { description: 'Changed.', schema: scheduleViewSchema } },
    problems: [
      'invalid_input',
      'not_found',
      'spec_not_runnable',
      'payload_too_large',
      'unsupported_media_type',
    ],
    async handle({ ctx, params, body }) {
      return { status: 200, body: await updateSchedule({ ctx, input: { ...body, ...params } }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/schedules/{id}/run',
    operationId: 'runScheduleNow',
    tag: 'Schedules',
    summary: 'Start a run of a schedule now',
    description: 'On or off; when it is due next stays as it is.',
    params: schedulePath,
    query: none,
    body: noBody,
    answers: { 202: { description: 'Queued.', schema: runViewSchema } },
    problems: ['invalid_input', 'not_found', 'spec_not_runnable', 'purchase_required', 'quota_exceeded'],
    async handle({ ctx, params }) {
      return { status: 202, body: await runScheduleNow({ ctx, input: params }) };
    },
  }),
  teamRoute({
    method: 'DELETE',
    path: '/v1/schedules/{id}',
    operationId: 'deleteSchedule',
    tag: 'Schedules',
    summary: 'Delete a schedule',
    description: 'Its runs stay.',
    params: schedulePath,
    query: none,
    body: noBody,
    answers: { 204: { description: 'Deleted.' } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      await deleteSchedule({ ctx, input: params });
      return { status: 204 };
    },
  }),
];
