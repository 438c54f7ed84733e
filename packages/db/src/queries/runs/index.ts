export { type ClaimedRow, claimRun } from './claim-run.ts';
export { type FinishedRun, finishRun } from './finish-run.ts';
export { freeDeadRun } from './free-dead-run.ts';
export { insertRun, type NewRun } from './insert-run.ts';
export { isCancelRequested } from './is-cancel-requested.ts';
export { listRuns } from './list-runs.ts';
export { lockRun } from './lock-run.ts';
export { type RunUsageRow, readRunProgress } from './read-run-progress.ts';
export type { ReceiptFactsRow } from './receipt-facts.ts';
export { releaseRun } from './release-run.ts';
export { requestCancel } from './request-cancel.ts';
export type { RunRow } from './rows.ts';
export {
  type EventToJudge,
  listEventsToJudge,
  listRunsToJudge,
  type RunToJudge,
} from './runs-to-judge.ts';
export { selectRun } from './select-run.ts';
export { selectRunByKey } from './select-run-by-key.ts';
export { suspendRun } from './suspend-run.ts';
export { takeQueuedRun } from './take-queued-run.ts';
export { touchRun } from './touch-run.ts';
export { wakeRun } from './wake-run.ts';
