import type { CheckpointRow, CheckpointStore, PendingWriteRow } from '@agent-factory/orchestrator';

/**
 * Checkpoints of one trial, kept for its length: a conversation of several turns remembers itself, and a trial whose
 * worker died begins anew (docs/decisions/0356).
 */
export function createMemoryCheckpoints(): CheckpointStore {
  const rows = new Map<string, CheckpointRow>();
  const writes = new Map<string, PendingWriteRow>();
  const keyOf = ({ threadId, namespace, checkpointId }: CheckpointRow) =>
    `${threadId}\n${namespace}\n${checkpointId}`;

  return {
    async load({ threadId, namespace, checkpointId }) {
      const own = [...rows.values()].filter(
        (row) => row.threadId === threadId && row.namespace === namespace,
      );
      const byId = new Map(own.map((row) => [row.checkpointId, row]));
      const newest = own.reduce<CheckpointRow | undefined>(
        (last, row) => (last === undefined || row.checkpointId > last.checkpointId ? row : last),
        undefined,
      );
      const found = checkpointId === null ? newest : byId.get(checkpointId);
      if (found === undefined) return null;
      const chain = [found];
      for (let row: CheckpointRow | undefined = found; row !== undefined && row.depth > 0; ) {
        row = row.parentId === null ? undefined : byId.get(row.parentId);
        if (row !== undefined) chain.push(row);
      }
      const pending = [...writes.values()].filter((write) => write.checkpointId === found.checkpointId);
      return { chain, writes: pending };
    },
    async save(saved, pending) {
      for (const row of saved) rows.set(keyOf(row), row);
      for (const write of pending) {
        const key = `${write.checkpointId}\n${write.taskId}\n${write.index}`;
        if (write.index < 0 || !writes.has(key)) writes.set(key, write);
      }
    },
    async list({ threadId, namespace, before, limit }) {
      return [...rows.values()]
        .filter((row) => row.threadId === threadId && row.namespace === namespace)
        .map(({ checkpointId }) => checkpointId)
        .filter((id) => before === null || id < before)
        .sort()
        .reverse()
        .slice(0, limit);
    },
    async deleteThread(threadId) {
      for (const [key, row] of rows) if (row.threadId === threadId) rows.delete(key);
    },
  };
}
