export { claimDueSchedules, type DueSchedule } from './claim-due-schedules.ts';
export { deleteSchedule } from './delete-schedule.ts';
export { insertSchedule, type NewSchedule } from './insert-schedule.ts';
export { listSchedules } from './list-schedules.ts';
export { noteScheduledRun } from './note-scheduled-run.ts';
export type { ScheduleRow } from './rows.ts';
export { selectSchedule } from './select-schedule.ts';
export { type Settlement, settleSchedule } from './settle-schedule.ts';
export { type ScheduleChange, updateSchedule } from './update-schedule.ts';
