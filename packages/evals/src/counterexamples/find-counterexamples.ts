import fc from 'fast-check';
import type { Json } from '../observation.ts';
import type { Candidate, TryOutcome } from './candidate.ts';
import { minimise } from './minimise.ts';
import { type Mutation, mutate } from './mutate.ts';
import { mutatorNames } from './mutators.ts';

export interface CounterexampleSearch {
  /** Runs the agent once in this world. What it throws is `unknown`. */
  try: (candidate: Candidate, signal: AbortSignal) => Promise<TryOutcome>;
  /** Where the search begins: cases of a dataset. */
  seeds: readonly Candidate[];
  budget: { tries: number; costNanoUsd: number; ms: number };
  /** The same seed tries the same candidates in the same order, as long as the agent answers the same. */
  seed: number;
  now: () => number;
  signal?: AbortSignal;
  /** How often a find is tried once more, since models vary. */
  confirmations?: number;
}

export interface Find {
  candidate: Candidate;
  /** What broke, and how that reads. */
  broken: string;
  reason: string;
  /** The seed that it was made of, by its place, and the changes that were needed to break it. */
  of: number;
  mutations: readonly Mutation[];
  /** With it the search can be done again. */
  seed: number;
  /** How many times it became smaller after that. */
  shrinks: number;
  /** Of how many more tries of the very same it broke in how many. */
  confirmed: { tries: number; broke: number };
}

export interface SearchResult {
  /** One for each thing that broke, in the order found. */
  finds: Find[];
  tries: number;
  /** Tries that nobody can say anything about. */
  unknown: number;
  costNanoUsd: number;
  /** `nothing_left`: a whole round of tries broke nothing new. */
  stopped: 'tries' | 'money' | 'time' | 'cancelled' | 'nothing_left';
}

interface Drawn {
  of: number;
  mutations: Mutation[];
}

/** More of them at once tell less of what was needed. */
const maxMutations = 4;

/**
 * Looks for inputs and tool results that break an agent: seeds as they are, then changed one to four times. What breaks
 * is shrunk, first to the fewest changes, then to the smallest texts and fewest parts that still break the same thing;
 * then the search goes on for others until its budget is spent. One try begins only while there is money and time.
 */
export async function findCounterexamples(search: CounterexampleSearch): Promise<SearchResult> {
  const { seeds, budget, seed, confirmations = 2 } = search;
  const meter = createMeter(search);
  const finds: Find[] = [];
  const others = seeds.flatMap(({ input, tools }): Json[] => [input, ...Object.values(tools)]);
  const made = ({ of, mutations }: Drawn): Candidate =>
    mutations.reduce(
      (candidate, mutation) => mutate(candidate, mutation, others),
      seeds[of] ?? emptyCandidate,
    );

  for (let round = 0; seeds.length > 0 && meter.stopped() === null; round++) {
    const known = new Set(finds.map(({ broken }) => broken));
    let chased: string | null = null;
    const property = fc.asyncProperty(drawn(seeds.length), async (draw) => {
      if (meter.stopped() !== null) return;
      const outcome = await meter.once(made(draw));
      if (outcome?.verdict !== 'broken' || outcome.broken === null || known.has(outcome.broken)) return;
      // While it shrinks, only the same break counts.
      chased ??= outcome.broken;
      if (outcome.broken === chased) throw new Error(outcome.reason);
    });
    const roundSeed = seed + round;
    const { counterexample } = await fc.check(property, {
      seed: roundSeed,
      // What is drawn twice is not tried twice.
      numRuns: seeds.length + budget.tries * 3,
      examples: seeds.map((_, of): [Drawn] => [{ of, mutations: [] }]),
    });
    const broken = chased as string | null;
    const draw = counterexample?.[0];
    if (draw === undefined || broken === null) break;
    const breaks = async (smaller: Candidate): Promise<boolean> =>
      (await meter.once(smaller))?.broken === broken;
    const needed = await fewestMutations(draw, (fewer) => breaks(made(fewer)));
    const { candidate, shrinks } = await minimise(made(needed), {
      breaks,
      goOn: () => meter.stopped() === null,
    });
    const reason = (await meter.once(candidate))?.reason ?? '';
    const confirmed = await confirm(candidate, broken, confirmations, meter);
    finds.push({ candidate, broken, reason, ...needed, seed: roundSeed, shrinks, confirmed });
  }
  return { finds, ...meter.spent(), stopped: meter.stopped() ?? 'nothing_left' };
}

const emptyCandidate: Candidate = { input: null, tools: {} };

/** Leaves out every change that the break does not need; fast-check only tries some of them. */
async function fewestMutations(draw: Drawn, breaks: (fewer: Drawn) => Promise<boolean>): Promise<Drawn> {
  for (const left of draw.mutations) {
    const fewer = { ...draw, mutations: draw.mutations.filter((mutation) => mutation !== left) };
    if (await breaks(fewer)) return await fewestMutations(fewer, breaks);
  }
  return draw;
}

function drawn(seeds: number): fc.Arbitrary<Drawn> {
  const mutation = fc.record({
    by: fc.constantFrom(...mutatorNames),
    part: fc.nat(30),
    parameter: fc.nat(200),
  });
  return fc.record({
    of: fc.nat(seeds - 1),
    mutations: fc.array(mutation, { minLength: 1, maxLength: maxMutations, size: 'max' }),
  });
}

interface Meter {
  /** What came of it; from memory if it was tried already. Null once the budget is spent. */
  once(candidate: Candidate): Promise<TryOutcome | null>;
  /** The same, never from memory. */
  again(candidate: Candidate): Promise<TryOutcome | null>;
  stopped(): Exclude<SearchResult['stopped'], 'nothing_left'> | null;
  spent(): Pick<SearchResult, 'tries' | 'unknown' | 'costNanoUsd'>;
}

function createMeter({ try: attempt, budget, now, signal }: CounterexampleSearch): Meter {
  const remembered = new Map<string, TryOutcome>();
  const spent = { tries: 0, unknown: 0, costNanoUsd: 0 };
  const begin = now();
  const aborts = signal ?? new AbortController().signal;

  function stopped(): ReturnType<Meter['stopped']> {
    if (aborts.aborted) return 'cancelled';
    if (spent.tries >= budget.tries) return 'tries';
    if (spent.costNanoUsd >= budget.costNanoUsd) return 'money';
    return now() - begin >= budget.ms ? 'time' : null;
  }

  async function again(candidate: Candidate): Promise<TryOutcome | null> {
    if (stopped() !== null) return null;
    spent.tries += 1;
    const outcome = await tried(attempt, candidate, aborts);
    spent.costNanoUsd += outcome.costNanoUsd;
    if (outcome.verdict === 'unknown') spent.unknown += 1;
    return outcome;
  }

  return {
    again,
    async once(candidate) {
      const key = JSON.stringify(candidate);
      const known = remembered.get(key);
      if (known !== undefined) return known;
      const outcome = await again(candidate);
      if (outcome !== null) remembered.set(key, outcome);
      return outcome;
    },
    stopped,
    spent: () => ({ ...spent }),
  };
}

async function tried(
  attempt: CounterexampleSearch['try'],
  candidate: Candidate,
  signal: AbortSignal,
): Promise<TryOutcome> {
  try {
    return await attempt(candidate, signal);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'It could not be tried.';
    return { verdict: 'unknown', broken: null, reason, costNanoUsd: 0 };
  }
}

async function confirm(
  candidate: Candidate,
  broken: string,
  times: number,
  meter: Meter,
): Promise<Find['confirmed']> {
  const confirmed = { tries: 0, broke: 0 };
  for (let i = 0; i < times; i++) {
    const outcome = await meter.again(candidate);
    if (outcome === null) break;
    confirmed.tries += 1;
    if (outcome.broken === broken) confirmed.broke += 1;
  }
  return confirmed;
}
