export { deleteThread } from './delete-thread.ts';
export { listThreadRuns } from './list-thread-runs.ts';
export { listThreads } from './list-threads.ts';
export { lockThread } from './lock-thread.ts';
export type { ThreadRow } from './rows.ts';
