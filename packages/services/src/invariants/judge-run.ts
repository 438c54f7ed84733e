import type { Boundary, InvariantAction, TrialFind, TrialGap } from '@agent-factory/contracts';
import {
  type CompiledCheck,
  type Crossing,
  holdAgainst,
  type Invariant,
  redactCrossing,
} from '@agent-factory/spec';
import type { RecordedCrossing } from './crossings-of-run.ts';

export type RunJudgement =
  | { kind: 'judged'; partly: boolean; find: Omit<TrialFind, 'run_id' | 'created_at' | 'status'> | null }
  | { kind: 'unjudged'; why: TrialGap };

/** What a rule would have done to a run that is over: the first time that it would have acted. */
export function judgeRun(
  invariant: Invariant,
  check: CompiledCheck,
  recorded: readonly RecordedCrossing[],
): RunJudgement {
  const here = recorded.filter(({ crossing }) => invariant.at.includes(crossing.at));
  const gaps = new Set<TrialGap>();
  let judged = 0;
  for (const { crossing, gap } of here) {
    if (gap !== null && looksAtValue(invariant, crossing.at)) {
      gaps.add(gap);
      continue;
    }
    judged += 1;
    const { verdict, detail } = holdAgainst(check, crossing);
    if (verdict === 'passed') continue;
    const action = actionOn(invariant, check, crossing);
    const find = { at: crossing.at, tool: crossing.tool?.name ?? null, verdict, action, detail };
    return { kind: 'judged', partly: gaps.size > 0, find };
  }
  if (judged > 0) return { kind: 'judged', partly: gaps.size > 0, find: null };
  const [why = 'not_reached'] = [...gaps].sort((a, b) => rank.indexOf(a) - rank.indexOf(b));
  return { kind: 'unjudged', why };
}

const rank: readonly TrialGap[] = ['withheld', 'not_recorded'];

/** Whether a check asks for what crosses, or for the calls and the usage so far alone. */
function looksAtValue({ check }: Invariant, at: Boundary): boolean {
  switch (check.kind) {
    case 'requireTool':
    case 'forbidTool':
    case 'maxCalls':
    case 'toolOrder':
      return false;
    case 'cel':
      // CEL has no name for what a model is told.
      return at !== 'model_call';
    default:
      return true;
  }
}

function actionOn({ id, otherwise }: Invariant, check: CompiledCheck, crossing: Crossing): InvariantAction {
  if (otherwise !== 'redact') return otherwise;
  return redactCrossing(check, crossing, id) === null ? 'block' : 'redact';
}
