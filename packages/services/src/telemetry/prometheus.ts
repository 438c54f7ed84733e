import type { AttemptRecord, CallObserver, FinishEvent } from '@agent-factory/llm';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { CacheTally } from '../cache/cache.ts';
import { firstTokenSeconds, operationSeconds } from './buckets.ts';
import { disjointTokens } from './disjoint-tokens.ts';
import type { ReservationTally } from './watch-accounts.ts';

/** Models beyond this many share one label, since a team's own address may offer any number of names. */
const mostModels = 500;

const breakerLevel = { closed: 0, half_open: 1, open: 2 } as const;

export interface Prometheus {
  observer: CallObserver;
  /** The text format that Prometheus scrapes. */
  text(): Promise<string>;
}

/**
 * The series of one process. Labels are provider, model and closed sets; never a team, a key or a person (there are
 * too many of them, and who spends what is nobody's business who may read metrics).
 */
export function createPrometheus(reservations: ReservationTally, cacheTally: CacheTally): Prometheus {
  const registry = new Registry();
  const series = seriesOf(registry, reservations);
  countCache(registry, cacheTally);
  const modelLabel = boundedNames(mostModels);

  function attempted(record: AttemptRecord): void {
    const { provider } = record;
    const model = modelLabel(record.model);
    series.attempts.inc({ provider, model, outcome: record.outcome });
    for (const [kind, count] of disjointTokens(record.tokens)) {
      if (count > 0) series.tokens.inc({ provider, model, kind }, count);
    }
    if (record.costNanoUsd === null) series.unpriced.inc({ provider, model });
    else if (record.costNanoUsd > 0) {
      series.cost.inc({ provider, model, payer: record.payer }, record.costNanoUsd / 1e9);
    }
    if (record.firstTokenMs !== null)
      series.firstToken.observe({ provider, model }, record.firstTokenMs / 1e3);
    series.attemptDuration.observe({ provider, model, outcome: record.outcome }, record.durationMs / 1e3);
  }

  function answered(finish: FinishEvent, asked: boolean): void {
    const labels = { provider: finish.provider, model: modelLabel(finish.model) };
    series.calls.inc({ ...labels, outcome: 'answered' });
    if (asked) series.cache.inc({ result: finish.cached ? 'hit' : 'miss' });
    for (const left of finish.fallbacks)
      series.fallbacks.inc({ from: modelLabel(left.model), to: labels.model });
  }

  return {
    observer: {
      breaker({ key, state }) {
        // After the `#` stands whose own address it is; that is for its team to see.
        if (key.includes('#')) return;
        series.breaker.set({ key: modelLabel(key) }, breakerLevel[state]);
      },
      started: ({ cache, startedAt }) => ({
        attempt: attempted,
        ended(result) {
          series.duration.observe((Date.now() - startedAt) / 1e3);
          if ('finish' in result) return answered(result.finish, cache === true);
          const last = result.attempts.at(-1);
          series.calls.inc({
            provider: last?.provider ?? 'none',
            model: last === undefined ? 'none' : modelLabel(last.model),
            outcome: result.error.code,
          });
          if (cache === true) series.cache.inc({ result: 'miss' });
        },
      }),
    },
    text: () => registry.metrics(),
  };
}

function seriesOf(registry: Registry, reservations: ReservationTally) {
  const of = <L extends string>(name: string, help: string, labelNames: readonly L[]) => ({
    name: `agent_factory_llm_${name}`,
    help,
    labelNames,
    registers: [registry],
  });
  new Counter({
    ...of('reservations_total', 'Amounts that were to be set aside before an attempt, by what came of it.', [
      'result',
    ]),
    collect() {
      this.reset();
      for (const result of ['made', 'refused', 'failed'] as const) this.inc({ result }, reservations[result]);
    },
  });
  new Gauge({
    ...of('reservations_open', 'Amounts that are set aside and not yet settled.', []),
    collect() {
      this.set(reservations.made - reservations.settled);
    },
  });
  const byModel = ['provider', 'model'] as const;
  return {
    calls: new Counter(
      of('calls_total', 'Calls by what came of them: answered, or the code of the error.', [
        ...byModel,
        'outcome',
      ]),
    ),
    attempts: new Counter(
      of('attempts_total', 'Tries of single models; a call may need several.', [...byModel, 'outcome']),
    ),
    tokens: new Counter(
      of('tokens_total', 'Tokens by kind; the kinds do not overlap and add up.', [...byModel, 'kind']),
    ),
    cost: new Counter(
      of('cost_usd_total', 'US dollars at catalogue prices, all attempts, by who pays the vendor.', [
        ...byModel,
        'payer',
      ]),
    ),
    unpriced: new Counter(
      of('unpriced_attempts_total', 'Attempts of models whose price is unknown.', byModel),
    ),
    firstToken: new Histogram({
      ...of('first_token_seconds', 'From sending to the first content.', byModel),
      buckets: firstTokenSeconds,
    }),
    attemptDuration: new Histogram({
      ...of('attempt_duration_seconds', 'How long single tries took.', [...byModel, 'outcome']),
      buckets: operationSeconds,
    }),
    duration: new Histogram({
      ...of('call_duration_seconds', 'How long whole calls took, all attempts together.', []),
      buckets: operationSeconds,
    }),
    breaker: new Gauge(
      of('breaker_state', 'Of provider/model@region: 0 closed, 1 half open, 2 open.', ['key']),
    ),
    fallbacks: new Counter(
      of('fallbacks_total', 'Changes from a model that failed to the one that answered.', ['from', 'to']),
    ),
    cache: new Counter(of('cache_total', 'Calls that asked for the cache.', ['result'])),
  };
}

/** Hit rates follow from it: `memory` and `redis` against all. */
function countCache(registry: Registry, tally: CacheTally): void {
  new Counter({
    name: 'agent_factory_cache_requests_total',
    help: 'What the cache was asked for, by kind and by what answered: memory, redis, or missed.',
    labelNames: ['kind', 'result'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [kind, counts] of Object.entries(tally)) {
        for (const [result, count] of Object.entries(counts)) this.inc({ kind, result }, count);
      }
    },
  });
}

function boundedNames(most: number): (name: string) => string {
  const known = new Set<string>();
  return (name) => {
    if (known.has(name)) return name;
    if (known.size >= most) return 'other';
    known.add(name);
    return name;
  };
}
