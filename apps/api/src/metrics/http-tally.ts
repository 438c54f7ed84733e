/** Upper ends in seconds; the last one is without end. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

interface Series {
  method: string;
  /** As it was registered, `/v1/runs/:id`, so that there are as many as there are routes. */
  route: string;
  count: number;
  /** Of those, the ones that were answered with 5xx. */
  errors: number;
  seconds: number;
  /** How many took at most so long, one a bound, and one for the rest. */
  buckets: number[];
}

export interface RouteLatency {
  method: string;
  route: string;
  count: number;
  errors: number;
  p50_ms: number | null;
  p95_ms: number | null;
  p99_ms: number | null;
}

/** How requests were answered since the process began. */
export interface HttpTally {
  note(answer: { method: string; route: string; status: number; ms: number }): void;
  /** Prometheus' text format: one histogram, and a counter of errors. */
  text(): string;
  /** The busiest first. Percentiles are read from the histogram: right to the width of a bucket. */
  latencies(): RouteLatency[];
}

export function createHttpTally(): HttpTally {
  const all = new Map<string, Series>();

  function seriesOf(method: string, route: string): Series {
    const key = `${method} ${route}`;
    const known = all.get(key);
    if (known !== undefined) return known;
    const made = {
      method,
      route,
      count: 0,
      errors: 0,
      seconds: 0,
      buckets: Array(bounds.length + 1).fill(0),
    };
    all.set(key, made);
    return made;
  }

  return {
    note({ method, route, status, ms }) {
      const series = seriesOf(method, route);
      const seconds = ms / 1_000;
      const place = bounds.findIndex((bound) => seconds <= bound);
      const bucket = place === -1 ? bounds.length : place;
      series.count += 1;
      series.seconds += seconds;
      if (status >= 500) series.errors += 1;
      series.buckets[bucket] = (series.buckets[bucket] ?? 0) + 1;
    },
    text: () => textOf([...all.values()]),
    latencies: () =>
      [...all.values()]
        .sort((a, b) => b.count - a.count)
        .map(({ method, route, count, errors, buckets }) => ({
          ...{ method, route, count, errors },
          p50_ms: percentile(buckets, count, 0.5),
          p95_ms: percentile(buckets, count, 0.95),
          p99_ms: percentile(buckets, count, 0.99),
        })),
  };
}

function textOf(all: readonly Series[]): string {
  const name = 'agent_factory_http_request_duration_seconds';
  const errors = 'agent_factory_http_errors_total';
  const lines = [
    `# HELP ${name} From the request to the end of its answer, by route.`,
    `# TYPE ${name} histogram`,
  ];
  for (const { method, route, count, seconds, buckets } of all) {
    const labels = `method="${method}",route="${route}"`;
    let below = 0;
    for (const [place, bound] of [...bounds, '+Inf'].entries()) {
      below += buckets[place] ?? 0;
      lines.push(`${name}_bucket{${labels},le="${bound}"} ${below}`);
    }
    lines.push(`${name}_sum{${labels}} ${seconds}`, `${name}_count{${labels}} ${count}`);
  }
  lines.push(`# HELP ${errors} Answers with 5xx, by route.`, `# TYPE ${errors} counter`);
  for (const { method, route, errors: count } of all) {
    lines.push(`${errors}{method="${method}",route="${route}"} ${count}`);
  }
  return `${lines.join('\n')}\n`;
}

/** As Prometheus' `histogram_quantile` reads one: evenly spread within a bucket; null where nothing was counted. */
function percentile(buckets: readonly number[], count: number, share: number): number | null {
  if (count === 0) return null;
  const wanted = share * count;
  let below = 0;
  for (const [place, held] of buckets.entries()) {
    if (held > 0 && below + held >= wanted) {
      const low = place === 0 ? 0 : (bounds[place - 1] ?? 0);
      const high = bounds[place] ?? low;
      return Math.round((low + ((wanted - below) / held) * (high - low)) * 1e5) / 100;
    }
    below += held;
  }
  return (bounds.at(-1) ?? 0) * 1_000;
}
