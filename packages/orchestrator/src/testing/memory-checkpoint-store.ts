import type {
  CheckpointRow,
  CheckpointStore,
  PendingWriteRow,
  StoredCheckpoint,
} from '../checkpoint/checkpoint-store.ts';

/** Checkpoints in memory, for tests: rows can be counted, and a save can be made to fail. */
export class MemoryCheckpointStore implements CheckpointStore {
  readonly rows: CheckpointRow[] = [];
  readonly writes: PendingWriteRow[] = [];
  saves = 0;
  /** Called before each save; what it throws is what a lost database or a stale fence would. */
  beforeSave: () => void = () => {};

  async load(at: {
    threadId: string;
    namespace: string;
    checkpointId: string | null;
  }): Promise<StoredCheckpoint | null> {
    const own = this.rows.filter((row) => row.threadId === at.threadId && row.namespace === at.namespace);
    let row =
      at.checkpointId === null
        ? own.toSorted((a, b) => (a.checkpointId < b.checkpointId ? 1 : -1))[0]
        : own.find(({ checkpointId }) => checkpointId === at.checkpointId);
    if (row === undefined) return null;
    const newest = row;
    const chain = [row];
    while (row !== undefined && row.depth > 0) {
      const parentId: string | null = row.parentId;
      row = own.find(({ checkpointId }) => checkpointId === parentId);
      if (row !== undefined) chain.push(row);
    }
    return { chain, writes: this.writes.filter((write) => write.checkpointId === newest.checkpointId) };
  }

  async save(rows: readonly CheckpointRow[], writes: readonly PendingWriteRow[]): Promise<void> {
    this.beforeSave();
    this.saves += 1;
    this.rows.push(...rows);
    for (const write of writes) {
      const known = this.writes.findIndex(
        (other) =>
          other.checkpointId === write.checkpointId &&
          other.taskId === write.taskId &&
          other.index === write.index,
      );
      if (known === -1) this.writes.push(write);
      else if (write.index < 0) this.writes[known] = write;
    }
  }

  async list(of: {
    threadId: string;
    namespace: string;
    before: string | null;
    limit: number;
  }): Promise<readonly string[]> {
    return this.rows
      .filter((row) => row.threadId === of.threadId && row.namespace === of.namespace)
      .map(({ checkpointId }) => checkpointId)
      .filter((id) => of.before === null || id < of.before)
      .sort()
      .reverse()
      .slice(0, of.limit);
  }

  async deleteThread(threadId: string): Promise<void> {
    this.rows.splice(0, this.rows.length, ...this.rows.filter((row) => row.threadId !== threadId));
    this.writes.splice(0, this.writes.length, ...this.writes.filter((row) => row.threadId !== threadId));
  }
}
