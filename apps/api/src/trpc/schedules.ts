import {
  createScheduleInputSchema,
  previewScheduleInputSchema,
  type ScheduleId,
} from '@agent-factory/contracts';
import {
  createSchedule,
  deleteSchedule,
  getSchedule,
  listSchedules,
  previewSchedule,
  runScheduleNow,
  scheduleIdInputSchema,
  updateSchedule,
  updateScheduleVerbInputSchema,
} from '@agent-factory/services';
import type { TRPCRouterRecord } from '@trpc/server';
import { procedure } from './init.ts';

export const schedules = {
  list: procedure.query(({ ctx }) => listSchedules({ ctx: ctx.verb })),
  get: procedure
    .input(scheduleIdInputSchema)
    .query(({ ctx, input }) => getSchedule({ ctx: ctx.verb, input })),
  /** The next times of a line that is being written. */
  preview: procedure
    .input(previewScheduleInputSchema)
    .query(({ ctx, input }) => previewSchedule({ ctx: ctx.verb, input })),
  create: procedure
    .input(createScheduleInputSchema)
    .mutation(({ ctx, input }) => createSchedule({ ctx: ctx.verb, input })),
  update: procedure
    .input(updateScheduleVerbInputSchema)
    .mutation(({ ctx, input }) => updateSchedule({ ctx: ctx.verb, input })),
  runNow: procedure
    .input(scheduleIdInputSchema)
    .mutation(({ ctx, input }) => runScheduleNow({ ctx: ctx.verb, input })),
  delete: procedure
    .input(scheduleIdInputSchema)
    .mutation(async ({ ctx, input }): Promise<{ id: ScheduleId }> => {
      await deleteSchedule({ ctx: ctx.verb, input });
      return { id: input.id };
    }),
} satisfies TRPCRouterRecord;
