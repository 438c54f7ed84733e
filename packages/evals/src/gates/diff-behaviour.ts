import type { Verdict } from '../verdict.ts';
import { countOf, majorityPassed, type TestedCase } from './tested-version.ts';

export const flips = [
  'broke',
  'mended',
  'passes',
  'fails',
  'shifted',
  'added',
  'removed',
  'unknown',
] as const;
/** `shifted`: the same by majority, and other shares of its trials pass. `unknown`: one side was not judged. */
export type Flip = (typeof flips)[number];

export interface CaseDiff {
  id: string;
  name: string;
  critical: boolean;
  flip: Flip;
  /** Shares of judged trials; null without any. */
  passRateBefore: number | null;
  passRateAfter: number | null;
  /** Verdicts of each trial, in order. */
  before: Verdict[];
  after: Verdict[];
  /** Medians over trials, after less before; null where one side has none. */
  costDeltaNanoUsd: number | null;
  durationDeltaMs: number | null;
}

export interface BehaviourDiff {
  /** What broke first, then what mended, then the rest in the candidate's order. */
  cases: CaseDiff[];
  counts: Record<Flip, number>;
  /** Sum over cases of both versions of a trial's median cost, before and after; of duration, the median of medians. */
  costNanoUsd: { before: number; after: number };
  durationMs: { before: number | null; after: number | null };
}

/** How two versions behave on the same cases, case by case. */
export function diffBehaviour({
  baseline,
  candidate,
}: {
  baseline: readonly TestedCase[];
  candidate: readonly TestedCase[];
}): BehaviourDiff {
  const before = new Map(baseline.map((tested) => [tested.id, tested]));
  const after = new Set(candidate.map(({ id }) => id));
  const cases = [
    ...candidate.map((tested) => diffOf(before.get(tested.id) ?? null, tested)),
    ...baseline.filter(({ id }) => !after.has(id)).map((tested) => diffOf(tested, null)),
  ].sort((a, b) => flips.indexOf(rank(a.flip)) - flips.indexOf(rank(b.flip)));
  const counts = Object.fromEntries(
    flips.map((flip) => [flip, cases.filter((diff) => diff.flip === flip).length]),
  ) as Record<Flip, number>;
  const shared = candidate.flatMap((tested) => {
    const twin = before.get(tested.id);
    return twin === undefined ? [] : [{ before: twin, after: tested }];
  });
  const costs = (side: 'before' | 'after'): number =>
    shared.reduce((sum, pair) => sum + (median(pair[side].trials.map((trial) => trial.costNanoUsd)) ?? 0), 0);
  const durations = (side: 'before' | 'after'): number | null =>
    median(shared.flatMap((pair) => median(pair[side].trials.map((trial) => trial.durationMs)) ?? []));
  return {
    cases,
    counts,
    costNanoUsd: { before: costs('before'), after: costs('after') },
    durationMs: { before: durations('before'), after: durations('after') },
  };
}

/** Only what broke and what mended stand out of order. */
function rank(flip: Flip): Flip {
  return flip === 'broke' || flip === 'mended' ? flip : 'passes';
}

function diffOf(before: TestedCase | null, after: TestedCase | null): CaseDiff {
  const known = after ?? before;
  return {
    id: known?.id ?? '',
    name: known?.name ?? '',
    critical: known?.critical ?? false,
    flip: flipOf(before, after),
    passRateBefore: rateOf(before),
    passRateAfter: rateOf(after),
    before: before?.trials.map(({ verdict }) => verdict) ?? [],
    after: after?.trials.map(({ verdict }) => verdict) ?? [],
    costDeltaNanoUsd: delta(before, after, ({ costNanoUsd }) => costNanoUsd),
    durationDeltaMs: delta(before, after, ({ durationMs }) => durationMs),
  };
}

function flipOf(before: TestedCase | null, after: TestedCase | null): Flip {
  if (before === null) return 'added';
  if (after === null) return 'removed';
  const [was, is] = [majorityPassed(before), majorityPassed(after)];
  if (was === null || is === null) return 'unknown';
  if (was !== is) return is ? 'mended' : 'broke';
  if (rateOf(before) !== rateOf(after)) return 'shifted';
  return is ? 'passes' : 'fails';
}

function rateOf(tested: TestedCase | null): number | null {
  if (tested === null) return null;
  const { passed, trials } = countOf(tested);
  return trials === 0 ? null : passed / trials;
}

function delta(
  before: TestedCase | null,
  after: TestedCase | null,
  of: (trial: TestedCase['trials'][number]) => number,
): number | null {
  const was = median(before?.trials.map(of) ?? []);
  const is = median(after?.trials.map(of) ?? []);
  return was === null || is === null ? null : is - was;
}

/** The lower of the middle two, so that it is a value which occurred; null without values. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length / 2) - 1] ?? null;
}
