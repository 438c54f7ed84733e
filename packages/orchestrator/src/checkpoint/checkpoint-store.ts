/** One saved state. Rows are immutable; a row says only what changed since its parent. */
export interface CheckpointRow {
  threadId: string;
  /** '' for the graph itself, else the subgraph that it belongs to. */
  namespace: string;
  /** Sorts by time within its thread (UUIDv6). */
  checkpointId: string;
  parentId: string | null;
  /** How many rows back the nearest complete one lies; 0 = this one is complete. */
  depth: number;
  /** JSON text; may hold any character, so not for a `jsonb` column. */
  body: string;
}

/** What one task of a step has written while others of the same step still run. */
export interface PendingWriteRow {
  threadId: string;
  namespace: string;
  checkpointId: string;
  taskId: string;
  /** Place among the task's writes; negative for errors and interrupts, which replace an earlier one. */
  index: number;
  channel: string;
  body: string;
}

export interface StoredCheckpoint {
  /** The row asked for, then its ancestors up to and including the nearest complete one. */
  chain: readonly CheckpointRow[];
  /** Writes that belong to the first row, ordered by task and index. */
  writes: readonly PendingWriteRow[];
}

/**
 * Where checkpoints live, for one writer: an implementation is made for one tenant, one run and the fencing
 * token under which that run was claimed. Each call is one round trip.
 */
export interface CheckpointStore {
  /** The named checkpoint, or the newest of the thread; null where there is none. */
  load(at: {
    threadId: string;
    namespace: string;
    checkpointId: string | null;
  }): Promise<StoredCheckpoint | null>;
  /**
   * All or nothing, idempotent per key. AppError `conflict` when the run has been claimed by another worker
   * since: then nothing is written. With `last` the caller is done and only closes the run: an implementation
   * may write the rows in that very transaction.
   */
  save(
    rows: readonly CheckpointRow[],
    writes: readonly PendingWriteRow[],
    options?: { last: boolean },
  ): Promise<void>;
  /** Ids of a thread's checkpoints, newest first, older than `before`. */
  list(of: {
    threadId: string;
    namespace: string;
    before: string | null;
    limit: number;
  }): Promise<readonly string[]>;
  deleteThread(threadId: string): Promise<void>;
}
