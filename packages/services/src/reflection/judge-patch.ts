import type { PatchComparison, PatchRefusal } from '@agent-factory/contracts';
import { type Comparison, decideGate, gatePolicy, type TestedVersion } from '@agent-factory/evals';

export interface PatchJudgement {
  comparison: PatchComparison;
  /** Null where it goes on. */
  refusal: { code: PatchRefusal; reason: string } | null;
}

const seed = 1;

/** Whether a patch wins on validation: better by more than chance explains, with nothing broken on the way. Pure. */
export function judgeValidation(baseline: TestedVersion, candidate: TestedVersion): PatchJudgement {
  const { comparison, refusal } = judged(baseline, candidate);
  if (refusal !== null) return { comparison: told(comparison), refusal };
  if (comparison?.verdict === 'better') return { comparison: told(comparison), refusal: null };
  return {
    comparison: told(comparison),
    refusal: { code: 'does_not_win', reason: whyNot(comparison) },
  };
}

/** Whether what won on validation keeps its promise on cases that nobody has seen: it breaks and loses nothing. Pure. */
export function judgeSealed(baseline: TestedVersion, candidate: TestedVersion): PatchJudgement {
  const { comparison, refusal } = judged(baseline, candidate);
  const lost = comparison === null || comparison.difference.value < 0;
  return {
    comparison: told(comparison),
    // Which cases, and by how much, stays sealed.
    refusal:
      refusal === null && !lost
        ? null
        : {
            code: 'fails_sealed_check',
            reason:
              'What won on validation does worse on sealed cases, or breaks something there. Which ones is not told.',
          },
  };
}

function judged(
  baseline: TestedVersion,
  candidate: TestedVersion,
): { comparison: Comparison | null; refusal: PatchJudgement['refusal'] } {
  const trials = candidate.expectedTrials;
  // The spec's own pass rate is a matter of publishing; here only the two are held against each other.
  const policy = gatePolicy({ minPassRate: 0, trials });
  const { comparison, reasons } = decideGate({ policy, baseline, candidate, seed });
  for (const { code, message } of reasons) {
    switch (code) {
      case 'invariant_violated':
      case 'critical_case_lost':
      case 'incomplete':
        return { comparison, refusal: { code, reason: message } };
      case 'too_many_unjudged':
        return { comparison, refusal: { code: 'incomplete', reason: message } };
      default:
    }
  }
  return { comparison, refusal: null };
}

function whyNot(comparison: Comparison | null): string {
  if (comparison === null) return 'No case of validation could be judged under both versions.';
  const { baselineRate, candidateRate, pValue, needed, pairs } = comparison;
  const rates = `${percent(baselineRate)} passed before, ${percent(candidateRate)} with the patch, of ${pairs} cases (p = ${pValue.toPrecision(2)})`;
  if (comparison.verdict === 'worse') return `It does worse on validation: ${rates}.`;
  const more = needed === null ? '' : ` About ${needed} cases would tell.`;
  return `It does not win on validation beyond chance: ${rates}.${more}`;
}

function percent(rate: number): string {
  return `${(rate * 100).toFixed(0)} %`;
}

function told(comparison: Comparison | null): PatchComparison {
  if (comparison === null) {
    const nothing = { before: null, after: null, difference: null, p_value: null };
    return { cases: 0, ...nothing, verdict: null, cases_needed: null };
  }
  const { pairs, baselineRate, candidateRate, difference, pValue, verdict, needed } = comparison;
  return {
    cases: pairs,
    before: baselineRate,
    after: candidateRate,
    difference,
    p_value: pValue,
    verdict,
    cases_needed: needed,
  };
}
