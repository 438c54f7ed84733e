import type { DataExportId, ErasureId, TeamId } from '@agent-factory/contracts';

export interface DataExportRow {
  id: DataExportId;
  wholeTeams: TeamId[];
  status: 'queued' | 'running' | 'ready' | 'failed' | 'removed';
  error: string | null;
  attempt: number;
  rowsWritten: number;
  sizeBytes: number;
  sha256: string | null;
  requestedAt: Date;
  finishedAt: Date | null;
  expiresAt: Date | null;
}

export interface AccountDeletionRow {
  requestedAt: Date;
  eraseAfter: Date;
}

export interface ClaimedErasure {
  id: ErasureId;
  kind: 'account' | 'team';
  /** A user's UUID or a team's id. */
  subject: string;
}

/** Rows by table, of one step. */
export type StepCounts = Record<string, number>;

export interface ErasureRow {
  id: ErasureId;
  kind: 'account' | 'team';
  subjectSha256: string;
  mailTo: string[];
  requestedAt: Date;
  /** Steps that are done, by name. */
  progress: Record<string, StepCounts>;
  receipt: unknown;
}

export interface TeamRetentionRow {
  runsDays: number | null;
  eventsDays: number | null;
  setAt: Date;
}
