/** Whose money a call spends. All of it is checked and written in the team's own tenant. */
export interface Account {
  teamId: string;
  /** The run that the call is part of; null for a call of its own. */
  runId: string | null;
  /** For a run with a ceiling of its own; `fence` grows with each worker that takes it up. */
  run?: { limitNanoUsd: number | null; fence: number };
  apiKeyId: string | null;
  userId: string | null;
  /** What the call was for, for the usage rows: a task, `judge`, `gateway`, … */
  purpose: string;
}
