import {
  deleteThreadCheckpoints,
  insertCheckpoints,
  insertCheckpointWrites,
  listCheckpointIds,
  loadCheckpoint,
  type Transaction,
} from '@agent-factory/db';
import type { CheckpointStore } from '@agent-factory/orchestrator';
import type { EventLog } from './event-log.ts';
import type { Lease } from './lease.ts';

/**
 * Checkpoints of one run. A save takes the events that led to it along in its transaction: after a crash,
 * what the events tell of a finished step and what is resumed from agree.
 */
export function createCheckpointStore(
  { teamId }: Pick<Lease, 'teamId'>,
  log: EventLog,
  { freshThread }: { freshThread: boolean },
): CheckpointStore {
  let empty = freshThread;
  return {
    async load(at) {
      if (empty) return null;
      return log.read((tx) => loadCheckpoint(tx, { teamId, ...at }));
    },
    async save(rows, writes, options) {
      empty = false;
      const insert = (tx: Transaction) => [
        ...(rows.length === 0 ? [] : [insertCheckpoints(tx, { teamId, rows })]),
        ...(writes.length === 0 ? [] : [insertCheckpointWrites(tx, { teamId, writes })]),
      ];
      if (options?.last) log.writeWithNext(insert);
      else await log.writeAtOnce(insert);
    },
    list: (of) => log.read((tx) => listCheckpointIds(tx, { teamId, ...of })),
    deleteThread: (threadId) => log.writeWith((tx) => deleteThreadCheckpoints(tx, { teamId, threadId })),
  };
}
