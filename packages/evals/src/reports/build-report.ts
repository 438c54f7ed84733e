import {
  type ReportCase,
  type ReportComparison,
  type TestReport,
  testReportFormat,
} from '@agent-factory/contracts';
import type { GateDecision } from '../gates/decide-gate.ts';
import { median } from '../gates/diff-behaviour.ts';
import {
  countOf,
  countsOf,
  majorityPassed,
  type TestedCase,
  type TestedTrial,
} from '../gates/tested-version.ts';
import { compareVersions } from '../statistics/compare-versions.ts';
import type { Estimate } from '../statistics/estimate.ts';
import { largestK, passAtShares, passHatShares } from '../statistics/pass-rates.ts';
import { rateInterval } from '../statistics/rate-interval.ts';
import { type AssertionResult, type Fault, faults, type Verdict } from '../verdict.ts';

export interface ReportedTrial extends TestedTrial {
  runId: string | null;
  /** The agent's answer as text. */
  output: string;
  assertions: readonly AssertionResult[];
}

export interface ReportedCase extends TestedCase {
  tags: readonly string[];
  /** What went in, as text. */
  input: string;
  trials: readonly ReportedTrial[];
}

export interface ReportInput {
  run: TestReport['run'];
  cases: readonly ReportedCase[];
  /** Another run of the same cases, named for people. */
  comparedWith: { label: string; cases: readonly TestedCase[] } | null;
  gate: GateDecision | null;
  /** Of the bootstrap; the same run reported again gives the same intervals. */
  seed?: number;
}

/** Longest input and output that a report shows. */
const maxTextCharacters = 4000;
/** Beyond it, pass^k of more is drawn for nobody. */
const maxK = 10;

/** The report of one test run: what happened, and what that says. */
export function buildReport({ run, cases, comparedWith, gate, seed = 1 }: ReportInput): TestReport {
  const trials = cases.flatMap((reported) => reported.trials);
  const counts = countsOf(cases);
  const ks = Array.from({ length: Math.min(maxK, largestK(counts)) }, (_, index) => index + 1);
  const estimate = (shares: number[] | null): Estimate | null => shares && rateInterval(shares, { seed });
  const ofEachK = (sharesOf: typeof passHatShares): (Estimate & { k: number })[] =>
    ks.flatMap((k) => {
      const of = estimate(sharesOf(k, counts));
      return of === null ? [] : [{ k, ...rounded(of) }];
    });
  const passRate = estimate(passAtShares(1, counts));
  return {
    format: testReportFormat,
    run,
    statistics: {
      cases: cases.length,
      trials: trials.length,
      passed: count(trials, 'pass'),
      failed: count(trials, 'fail'),
      errors: count(trials, 'error'),
      inconclusive: count(trials, 'inconclusive'),
      faults: Object.fromEntries(
        faults.map((fault) => [fault, trials.filter((trial) => trial.fault === fault).length]),
      ) as Record<Fault, number>,
      flaky_cases: cases.filter(isFlaky).length,
      pass_rate: passRate && rounded(passRate),
      pass_at: ofEachK(passAtShares),
      pass_hat: ofEachK(passHatShares),
      cost_nano_usd: sum(trials.map(({ costNanoUsd }) => costNanoUsd)),
      duration_ms: durations(trials),
    },
    comparison: comparedWith && comparisonWith(comparedWith, cases, seed),
    gate: gate && { open: gate.open, reasons: gate.reasons.map((reason) => ({ ...reason })) },
    cases: cases.map(reportedCase),
  };
}

function comparisonWith(
  { label, cases: baseline }: { label: string; cases: readonly TestedCase[] },
  cases: readonly ReportedCase[],
  seed: number,
): ReportComparison | null {
  const comparison = compareVersions({ baseline, candidate: cases, seed });
  if (comparison === null) return null;
  const names = new Map(cases.map(({ id, name }) => [id, name]));
  const named = (ids: readonly string[]): string[] => ids.map((id) => names.get(id) ?? id);
  return {
    with: label,
    pairs: comparison.pairs,
    lost: named(comparison.lost),
    gained: named(comparison.gained),
    difference: rounded(comparison.difference),
    p_value: comparison.pValue,
    mc_nemar: comparison.mcNemar,
    verdict: comparison.verdict,
    needed: comparison.needed,
  };
}

function reportedCase(reported: ReportedCase): ReportCase {
  const { passed, trials } = countOf(reported);
  return {
    id: reported.id,
    name: reported.name,
    critical: reported.critical,
    tags: [...reported.tags],
    input: cut(reported.input),
    verdict: caseVerdict(reported),
    pass_rate: trials === 0 ? null : passed / trials,
    flaky: isFlaky(reported),
    cost_nano_usd: sum(reported.trials.map(({ costNanoUsd }) => costNanoUsd)),
    duration_ms: median(reported.trials.map(({ durationMs }) => durationMs)) ?? 0,
    trials: reported.trials.map((trial) => ({
      index: trial.index,
      verdict: trial.verdict,
      score: trial.score,
      fault: trial.fault,
      run_id: trial.runId,
      output: cut(trial.output),
      violations: [...trial.violations],
      cost_nano_usd: trial.costNanoUsd,
      duration_ms: trial.durationMs,
      assertions: trial.assertions.map(({ kind, negated, verdict, score, reason, evidence, fault }) => ({
        kind,
        negated,
        verdict,
        score,
        reason,
        evidence: evidence === null ? null : cut(evidence),
        fault,
      })),
    })),
  };
}

function caseVerdict(tested: TestedCase): Verdict {
  const passed = majorityPassed(tested);
  if (passed !== null) return passed ? 'pass' : 'fail';
  return tested.trials.some(({ verdict }) => verdict === 'inconclusive') ? 'inconclusive' : 'error';
}

function isFlaky(tested: TestedCase): boolean {
  const { passed, trials } = countOf(tested);
  return passed > 0 && passed < trials;
}

function durations(trials: readonly TestedTrial[]): TestReport['statistics']['duration_ms'] {
  const sorted = trials.map(({ durationMs }) => durationMs).sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return sorted.length === 0 ? null : { p50: at(0.5), p95: at(0.95), max: at(1) };
}

function count(trials: readonly TestedTrial[], verdict: Verdict): number {
  return trials.filter((trial) => trial.verdict === verdict).length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Sums of thirds are 0.9999999999999999: nobody reads beyond the ninth digit. */
function rounded({ value, low, high }: Estimate): Estimate {
  const round = (share: number): number => Math.round(share * 1e9) / 1e9;
  return { value: round(value), low: round(low), high: round(high) };
}

function cut(text: string): string {
  if (text.length <= maxTextCharacters) return text;
  const kept = text.slice(0, maxTextCharacters).replace(/[\uD800-\uDBFF]$/, '');
  return `${kept}… (${text.length - kept.length} characters more)`;
}
