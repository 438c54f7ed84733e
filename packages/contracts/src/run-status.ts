/** The one vocabulary of states, for runs and everything shaped like one. `waiting` is for a person. */
export const runStatuses = [
  'queued',
  'running',
  'waiting',
  'succeeded',
  'failed',
  'refused',
  'cancelled',
] as const;
export type RunStatus = (typeof runStatuses)[number];

export const finalRunStatuses = [
  'succeeded',
  'failed',
  'refused',
  'cancelled',
] as const satisfies RunStatus[];
export type FinalRunStatus = (typeof finalRunStatuses)[number];

export function isFinalRunStatus(status: RunStatus): status is FinalRunStatus {
  return (finalRunStatuses as readonly RunStatus[]).includes(status);
}
