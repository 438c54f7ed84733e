import type { TeamId } from '@agent-factory/contracts';

/** One saved state of a thread; `depth` rows back lies the nearest complete one. `body` is JSON text. */
export interface CheckpointRow {
  threadId: string;
  namespace: string;
  checkpointId: string;
  parentId: string | null;
  depth: number;
  body: string;
}

/** What one task of a step has written; negative places replace an earlier write. `body` is JSON text. */
export interface CheckpointWriteRow {
  threadId: string;
  namespace: string;
  checkpointId: string;
  taskId: string;
  index: number;
  channel: string;
  body: string;
}

/** A thread's checkpoints of one graph or subgraph. */
export interface CheckpointPlace {
  teamId: TeamId;
  threadId: string;
  namespace: string;
}
