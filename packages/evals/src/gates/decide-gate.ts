import type { AttestationBody } from '@agent-factory/contracts';
import { type Comparison, compareVersions } from '../statistics/compare-versions.ts';
import { passAt } from '../statistics/pass-rates.ts';
import { type AttestedFacts, attestationCovers } from './attestation-covers.ts';
import type { GatePolicy } from './gate-policy.ts';
import { countsOf, majorityPassed, type TestedCase, type TestedVersion } from './tested-version.ts';

export const gateReasonCodes = [
  'invariant_violated',
  'critical_case_lost',
  'significant_loss',
  'incomplete',
  'too_many_unjudged',
  'pass_rate_too_low',
  'attestation_stale',
  'attestation_gate_shut',
] as const;
export type GateReasonCode = (typeof gateReasonCodes)[number];

/** One thing that keeps a gate shut, with the ids of the cases that it was seen in. */
export interface GateReason {
  code: GateReasonCode;
  /** What is wrong, where, and what to do, for people. */
  message: string;
  cases: string[];
}

export interface GateInput {
  policy: GatePolicy;
  /** The version that is out now; null for a first one. */
  baseline: TestedVersion | null;
  candidate: TestedVersion;
  /** Given where an attestation is relied on instead of fresh results. */
  attestation?: { attestation: AttestationBody; now: AttestedFacts } | null;
  /** Of the comparison's bootstrap. */
  seed: number;
}

export interface GateDecision {
  open: boolean;
  /** All of them, not the first one only. */
  reasons: GateReason[];
  /** Cases needed to find the smallest loss that must not be missed; null where the comparison is clear. */
  needed: number | null;
  comparison: Comparison | null;
}

/**
 * Whether a version may go out (Q22). It stays in for an invariant that was violated, a critical case that fails and did
 * not before, a loss against the version that is out which chance does not explain, results with holes, a pass rate
 * below the spec's, and an attestation of other things than these.
 */
export function decideGate({ policy, baseline, candidate, attestation, seed }: GateInput): GateDecision {
  const comparison =
    baseline &&
    compareVersions({
      baseline: baseline.cases,
      candidate: candidate.cases,
      seed,
      alpha: policy.alpha,
      smallestDifference: policy.smallestLoss,
    });
  const reasons = [
    ...violations(candidate),
    ...lostCriticals(baseline, candidate),
    ...significantLoss(comparison),
    ...holes(policy, candidate),
    ...unjudged(policy, candidate),
    ...lowRate(policy, baseline, candidate),
    ...staleness(attestation ?? null),
  ];
  return { open: reasons.length === 0, reasons, needed: comparison?.needed ?? null, comparison };
}

function violations({ cases }: TestedVersion): GateReason[] {
  const violated = cases.filter(({ trials }) => trials.some((trial) => trial.violations.length > 0));
  if (violated.length === 0) return [];
  const ids = new Set(violated.flatMap(({ trials }) => trials.flatMap((trial) => trial.violations)));
  return [
    {
      code: 'invariant_violated',
      message: `Violated in ${plural(violated, 'case')}: ${[...ids].sort().join(', ')}. Mend the agent, or the rule if it says too much.`,
      cases: idsOf(violated),
    },
  ];
}

function lostCriticals(baseline: TestedVersion | null, candidate: TestedVersion): GateReason[] {
  const before = new Map(baseline?.cases.map((tested) => [tested.id, majorityPassed(tested)]));
  // Without a version before, or without that case in it, a failure is new too.
  const lost = candidate.cases.filter(
    (tested) => tested.critical && majorityPassed(tested) === false && (before.get(tested.id) ?? true),
  );
  if (lost.length === 0) return [];
  return [
    {
      code: 'critical_case_lost',
      message: `${plural(lost, 'critical case')} newly ${lost.length === 1 ? 'fails' : 'fail'}: ${namesOf(lost)}.`,
      cases: idsOf(lost),
    },
  ];
}

function significantLoss(comparison: Comparison | null): GateReason[] {
  if (comparison?.verdict !== 'worse') return [];
  const { difference, pairs, pValue, lost } = comparison;
  return [
    {
      code: 'significant_loss',
      message: `Passes ${points(difference.value)} fewer than the version that is out (95 % interval ${points(difference.high)} to ${points(difference.low)}, ${pairs} cases, p = ${pValue.toPrecision(2)}).`,
      cases: lost,
    },
  ];
}

function holes(policy: GatePolicy, { expectedCases, expectedTrials, cases }: TestedVersion): GateReason[] {
  const wanted = Math.max(policy.trials, expectedTrials);
  const tried = new Map(cases.map(({ id, trials }) => [id, trials.length]));
  const missing = expectedCases.filter((id) => (tried.get(id) ?? 0) < wanted);
  const empty = expectedCases.length === 0;
  if (missing.length === 0 && !empty) return [];
  return [
    {
      code: 'incomplete',
      message: empty
        ? 'There are no test cases. Write at least one, so that something is known of this version.'
        : `${missing.length} of ${expectedCases.length} cases have fewer than ${wanted} trials. Let the run finish, or run those again.`,
      cases: missing,
    },
  ];
}

function unjudged(policy: GatePolicy, { cases }: TestedVersion): GateReason[] {
  const trials = cases.flatMap((tested) => tested.trials);
  const without = cases.filter((tested) => tested.trials.some(({ verdict }) => isUnjudged(verdict)));
  const count = trials.filter(({ verdict }) => isUnjudged(verdict)).length;
  const blind = without.filter((tested) => majorityPassed(tested) === null);
  if (count === 0 || (count / trials.length <= policy.maxUnjudgedShare && blind.length === 0)) return [];
  return [
    {
      code: 'too_many_unjudged',
      message: `${count} of ${trials.length} trials ended as error or inconclusive (allowed: ${(policy.maxUnjudgedShare * 100).toFixed(0)} %, and none of a case's only ones). Look at their faults and run those cases again.`,
      cases: idsOf(without),
    },
  ];
}

function isUnjudged(verdict: string): boolean {
  return verdict === 'error' || verdict === 'inconclusive';
}

/**
 * Below a share that the spec asks for. "All of them", which is what saying nothing means, cannot be asked twice of an
 * agent that varies: against a version that did not pass all of them either, chance alone would shut the gate, and the
 * comparison decides. Against one that did, no case may fail by majority (docs/decisions/0374).
 */
function lowRate(policy: GatePolicy, baseline: TestedVersion | null, { cases }: TestedVersion): GateReason[] {
  const rate = passAt(1, countsOf(cases));
  if (rate === null || rate >= policy.minPassRate - 1e-9) return [];
  const failing = cases.filter((tested) => majorityPassed(tested) === false);
  const rateBefore = baseline === null ? null : passAt(1, countsOf(baseline.cases));
  const all = policy.minPassRate === 1;
  if (all && rateBefore !== null && (rateBefore < 1 || failing.length === 0)) return [];
  const hint = all ? ' An agent that varies says in `gates.minPassRate` what is enough.' : '';
  return [
    {
      code: 'pass_rate_too_low',
      message: `${(rate * 100).toFixed(1)} % pass; the spec asks for ${(policy.minPassRate * 100).toFixed(1)} %.${hint}`,
      cases: idsOf(failing),
    },
  ];
}

function staleness(given: { attestation: AttestationBody; now: AttestedFacts } | null): GateReason[] {
  if (given === null) return [];
  const { stale } = attestationCovers(given.attestation, given.now);
  const reasons: GateReason[] = [];
  if (!given.attestation.gate.open) {
    const codes = given.attestation.gate.reasons.join(', ');
    reasons.push({
      code: 'attestation_gate_shut',
      message: `The attestation says that the gate was shut: ${codes}.`,
      cases: [],
    });
  }
  if (stale.length > 0) {
    const parts = stale.map(
      ({ what, attested, current }) => `${what} (${attested ?? 'none'} → ${current ?? 'none'})`,
    );
    reasons.push({
      code: 'attestation_stale',
      message: `Changed since it was tested: ${parts.join(', ')}. Run the tests again.`,
      cases: [],
    });
  }
  return reasons;
}

function idsOf(cases: readonly TestedCase[]): string[] {
  return cases.map(({ id }) => id);
}

function namesOf(cases: readonly TestedCase[]): string {
  return cases.map(({ name }) => name).join(', ');
}

function plural(items: readonly unknown[], noun: string): string {
  return `${items.length} ${noun}${items.length === 1 ? '' : 's'}`;
}

function points(difference: number): string {
  return `${(-difference * 100).toFixed(1)} points`;
}
