import { z } from 'zod';
import { agentIdSchema, runIdSchema, scheduleIdSchema } from './ids.ts';
import { runStatusSchema } from './run.ts';

/** Five fields: minute, hour, day of the month, month, day of the week. `@daily` and its like stand for some. */
const cron = z.string().trim().min(1).max(200).meta({
  description: 'Five fields (minute hour day month weekday), or @hourly, @daily, @weekly, @monthly.',
});
/** An IANA name. */
const timeZone = z.string().trim().min(1).max(100).meta({ description: 'IANA name, like "Europe/Berlin".' });
const name = z.string().trim().min(1).max(100);
const input = z.record(z.string(), z.unknown());

/**
 * What becomes of a due time while a run of the schedule has not ended: it passes, waits for the end (once, however many
 * times come meanwhile), or is started beside it.
 */
export const scheduleOverlapSchema = z.enum(['skip', 'queue', 'allow']).meta({
  description:
    'When the run before still goes on: "skip" lets the time pass, "queue" starts one run once that has ended, "allow" runs both.',
});
export type ScheduleOverlap = z.infer<typeof scheduleOverlapSchema>;

/** Why a run that was due was not started, or was refused once it had been. */
export const refusalSchema = z.object({ code: z.string(), message: z.string(), at: z.iso.datetime() });
export type Refusal = z.infer<typeof refusalSchema>;

/** A time table of one agent. */
export const scheduleViewSchema = z.object({
  id: scheduleIdSchema,
  agent_id: agentIdSchema,
  agent_name: z.string(),
  name: z.string(),
  cron: z.string(),
  time_zone: z.string(),
  /** What each run gets. */
  input: z.record(z.string(), z.unknown()),
  enabled: z.boolean(),
  overlap: scheduleOverlapSchema,
  /** The next times it is due; empty while it is off. */
  next_times: z.array(z.iso.datetime()).max(3),
  last_run: z
    .object({ run_id: runIdSchema, status: runStatusSchema, created_at: z.iso.datetime() })
    .nullable(),
  /** The newest refusal; null once a run was not refused since. */
  last_refusal: refusalSchema.nullable(),
  refused_in_a_row: z.int().min(0),
  /** Why it switched itself off; null when it did not. */
  paused_reason: z.string().nullable(),
  /** The last due time that passed because a run still went on; null when none did. */
  last_skipped_at: z.iso.datetime().nullable(),
  created_at: z.iso.datetime(),
});
export type ScheduleView = z.infer<typeof scheduleViewSchema>;
export const schedulesSchema = z.object({ items: z.array(scheduleViewSchema) });

export const createScheduleInputSchema = z.strictObject({
  agent_id: agentIdSchema,
  name,
  cron,
  time_zone: timeZone.default('UTC'),
  input,
  enabled: z.boolean().default(true),
  overlap: scheduleOverlapSchema.default('skip'),
});
export type CreateScheduleInput = z.input<typeof createScheduleInputSchema>;

/** What is left out stays as it is. */
export const updateScheduleInputSchema = z.strictObject({
  name: name.optional(),
  cron: cron.optional(),
  time_zone: timeZone.optional(),
  input: input.optional(),
  enabled: z.boolean().optional(),
  overlap: scheduleOverlapSchema.optional(),
});
export type UpdateScheduleInput = z.input<typeof updateScheduleInputSchema>;

export const previewScheduleInputSchema = z.strictObject({ cron, time_zone: timeZone });
export const scheduleTimesSchema = z.object({ next_times: z.array(z.iso.datetime()).max(3) });
export type ScheduleTimes = z.infer<typeof scheduleTimesSchema>;
