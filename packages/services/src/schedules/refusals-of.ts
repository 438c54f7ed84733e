import { isFinalRunStatus, type Refusal } from '@agent-factory/contracts';
import type { ScheduleRow } from '@agent-factory/db';

export interface Refusals {
  lastRefusal: Refusal | null;
  refusedInARow: number;
}

/**
 * What was refused of a schedule, its newest run included: one that is refused once a worker looks at it (a budget that
 * is spent, say) is a refusal like one that is refused at the start.
 */
export function refusalsOf(row: ScheduleRow): Refusals {
  const { lastRunStatus: status, lastRunError: error, lastRunCreatedAt, lastRefusal, refusedInARow } = row;
  if (status === null || lastRunCreatedAt === null || row.lastRunCounted || !isFinalRunStatus(status)) {
    return { lastRefusal, refusedInARow };
  }
  if (status !== 'refused') return { lastRefusal: null, refusedInARow: 0 };
  const { code = 'refused', message = 'The run was refused.' } = error ?? {};
  return {
    lastRefusal: { code, message, at: lastRunCreatedAt.toISOString() },
    refusedInARow: refusedInARow + 1,
  };
}
