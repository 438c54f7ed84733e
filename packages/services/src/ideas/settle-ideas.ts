import { isFinalRunStatus, type RunEventData, type RunId, type TeamId } from '@agent-factory/contracts';
import {
  type IdeaRow,
  selectIdeas,
  selectRunEvents,
  settleIdea as storeEvaluation,
  type Transaction,
  withTenant,
} from '@agent-factory/db';
import { evaluateIdea as judgeIdea } from '@agent-factory/evals';
import type { ServiceContext } from '../service-context.ts';
import { researchOfRun } from './research-of-run.ts';

const eventsAtOnce = 500;

/**
 * Works out what became of the ideas whose run has ended, once, and keeps it: the verdict is code over the run's own
 * record, so whoever looks first writes what anybody would. A run that failed gives what its researchers had found.
 * Rows come back as they were given otherwise.
 */
export async function settleIdeas(
  ctx: Pick<ServiceContext, 'db' | 'actor'>,
  rows: readonly IdeaRow[],
): Promise<IdeaRow[]> {
  const open = rows.filter(isOpen);
  if (open.length === 0) return [...rows];
  const { teamId } = ctx.actor;
  // Who reads an idea need not be one who may write.
  const system = { type: 'system', teamId, reason: 'settle_idea' } as const;
  const settled = await withTenant(ctx.db, system, async (tx) => {
    for (const { id, runId } of open) {
      const evaluation = judgeIdea(researchOfRun(await eventsOf(tx, runId, teamId)));
      await storeEvaluation(tx, { id, teamId, evaluation });
    }
    return selectIdeas(tx, { ids: open.map(({ id }) => id), teamId });
  });
  const byId = new Map(settled.map((row) => [row.id, row]));
  return rows.map((row) => byId.get(row.id) ?? row);
}

function isOpen({ evaluation, runStatus }: IdeaRow): boolean {
  return evaluation === null && (runStatus === null || isFinalRunStatus(runStatus));
}

async function eventsOf(tx: Transaction, runId: RunId, teamId: TeamId): Promise<RunEventData[]> {
  const events: RunEventData[] = [];
  for (let after = 0; ; ) {
    const page = await selectRunEvents(tx, { runId, teamId, after, limit: eventsAtOnce });
    const found = page?.events ?? [];
    events.push(...found.map(({ data }) => data));
    const last = found.at(-1);
    if (last === undefined || found.length < eventsAtOnce) return events;
    after = last.seq;
  }
}
