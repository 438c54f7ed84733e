import type { ReportCase, TestReport } from '@agent-factory/contracts';

/** `$0.0013`: dollars with as many digits as say something. */
export function dollars(nanoUsd: number): string {
  const usd = nanoUsd / 1e9;
  if (usd === 0) return '$0';
  if (usd >= 1) return `$${usd.toFixed(2)}`;
  return `$${Number(usd.toPrecision(2)).toFixed(Math.min(9, 1 - Math.floor(Math.log10(usd))))}`;
}

/** `340 ms`, `2.4 s`, `3 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

/** `92.5 %`. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** `92.5 % (84.1–97.0)`. */
export function percentWithInterval({
  value,
  low,
  high,
}: {
  value: number;
  low: number;
  high: number;
}): string {
  return `${percent(value)} (${(low * 100).toFixed(1)}–${(high * 100).toFixed(1)})`;
}

/** `+4.0`, `−20.0`: points of per cent. */
export function points(difference: number): string {
  const figure = Math.abs(difference * 100).toFixed(1);
  return figure === '0.0' ? '0.0' : `${difference < 0 ? '−' : '+'}${figure}`;
}

/** `12 of 15 trials passed`. */
export function outcome({ statistics }: TestReport): string {
  return `${statistics.passed} of ${statistics.trials} trials passed`;
}

/** What a comparison says, in one sentence. */
export function comparisonSentence(comparison: NonNullable<TestReport['comparison']>): string {
  const { difference, pairs, p_value, verdict, needed } = comparison;
  const size = `${points(difference.value)} points (95 % interval ${points(difference.low)} to ${points(difference.high)}, ${pairs} cases, p = ${probability(p_value)})`;
  if (verdict !== 'inconclusive') return `Significantly ${verdict}: ${size}.`;
  const more = needed === null ? '' : ` About ${needed} cases would tell a difference of 10 points.`;
  return `No significant difference: ${size}.${more}`;
}

/** `0.0031`, `< 0.0001`. */
function probability(p: number): string {
  return p < 0.0001 ? '< 0.0001' : p.toPrecision(2);
}

const order = { fail: 0, error: 1, inconclusive: 2, pass: 3 } as const;

/** Worst first: critical ones before others, failed before not judged before passed, then by how seldom they pass. */
export function worstFirst(cases: readonly ReportCase[]): ReportCase[] {
  const rank = ({ verdict, critical }: ReportCase): number =>
    order[verdict] * 2 - (critical && verdict !== 'pass' ? 10 : 0);
  return [...cases].sort((a, b) => rank(a) - rank(b) || (a.pass_rate ?? 0) - (b.pass_rate ?? 0));
}

/** Why a case is not as it should be: the reasons of its assertions that did not pass, each once. */
export function reasonsOf({ trials }: ReportCase): string[] {
  const failed = trials.filter(({ verdict }) => verdict !== 'pass');
  const assertions = failed.flatMap((trial) => trial.assertions.filter(({ verdict }) => verdict !== 'pass'));
  const violated = failed.flatMap(({ violations }) =>
    violations.map((id) => `Invariant ${id} was violated.`),
  );
  return [
    ...new Set([
      ...assertions.map(({ kind, negated, reason }) => `${kindOf(kind, negated)}: ${reason}`),
      ...violated,
    ]),
  ];
}

/** `not-contains`. */
export function kindOf(kind: string, negated: boolean): string {
  return negated ? `not-${kind}` : kind;
}
