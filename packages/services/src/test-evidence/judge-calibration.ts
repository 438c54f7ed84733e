import { agentIdSchema, assertionResultSchema } from '@agent-factory/contracts';
import { type LabelledTrialRow, listTrialLabels, withTenant } from '@agent-factory/db';
import { type Calibration, calibrationOf, type JudgeStanding, judgeStanding } from '@agent-factory/evals';
import { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requireAgent } from '../access/require-agent.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { requireMade } from '../tests/require-made.ts';

export const judgeCalibrationInputSchema = z.strictObject({ agent_id: agentIdSchema });

export interface JudgeCalibration extends JudgeStanding {
  /** Null until somebody has labelled a trial that a judge decided. */
  calibration: Calibration | null;
}

const mostLabels = 5_000;

/** How well the judges of an agent's tests agree with the people who labelled its trials. Errors: `not_found`. */
export async function getJudgeCalibration({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof judgeCalibrationInputSchema>;
}): Promise<JudgeCalibration> {
  requireScope(ctx.actor, 'tests:read', 'tests:write');
  const { agent_id: agentId } = parseInput(judgeCalibrationInputSchema, input);
  requireAgent(ctx.actor, agentId);
  const { teamId } = ctx.actor;
  const rows = await withTenant(ctx.db, ctx.actor, (tx) =>
    listTrialLabels(tx, { teamId, agentId, limit: mostLabels }),
  );
  if (rows.length === 0) await requireMade(ctx, agentId);
  const opinions = rows.flatMap((row) => {
    const verdict = judgedAs(row);
    if (verdict === undefined) return [];
    return [{ item: { id: `${row.trialId}\n${row.criterion}`, label: row.label }, verdicts: [verdict] }];
  });
  const calibration = opinions.length === 0 ? null : calibrationOf(opinions);
  return { calibration, ...judgeStanding(calibration) };
}

/**
 * What the judge made of a labelled trial; undefined where no judge was asked. Only whole trials are compared: of a
 * judged assertion the result is kept, not that of each criterion in it.
 */
function judgedAs({
  criterion,
  assertions,
}: LabelledTrialRow): 'pass' | 'fail' | 'unclear' | null | undefined {
  if (criterion !== '') return undefined;
  const verdicts = z
    .array(assertionResultSchema)
    .parse(assertions ?? [])
    .filter(({ kind }) => kind === 'judge' || kind === 'pairwise')
    .map(({ verdict }) => verdict);
  if (verdicts.length === 0) return undefined;
  if (verdicts.includes('fail')) return 'fail';
  if (verdicts.includes('error')) return null;
  return verdicts.includes('inconclusive') ? 'unclear' : 'pass';
}
