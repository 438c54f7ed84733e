export { deleteThreadCheckpoints } from './delete-thread-checkpoints.ts';
export { insertCheckpointWrites } from './insert-checkpoint-writes.ts';
export { insertCheckpoints } from './insert-checkpoints.ts';
export { listCheckpointIds } from './list-checkpoint-ids.ts';
export { loadCheckpoint } from './load-checkpoint.ts';
export { pruneCheckpoints } from './prune-checkpoints.ts';
