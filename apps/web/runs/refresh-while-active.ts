import { isFinalRunStatus, type RunStatus } from '@agent-factory/contracts';

/** How often a list of runs is read again: often while one of them moves, else only when asked. */
export function refreshWhileActive(runs: readonly { status: RunStatus }[] | undefined): number | false {
  return runs?.some((run) => !isFinalRunStatus(run.status)) ? 2_000 : false;
}
