import type { Description } from '../description/read-description.ts';
import type { ProbeOptions } from '../probe-options.ts';
import type { Ledger } from '../tries/ledger.ts';
import type { Door } from '../wire/door.ts';
import type { Report } from './report.ts';

export function reportOf({
  options,
  description,
  ledger,
  door,
  startedAt,
  left,
}: {
  options: ProbeOptions;
  description: Description;
  ledger: Ledger;
  door: Door;
  startedAt: Date;
  left: string[];
}): Report {
  const coverage = [...ledger.coverage].toSorted(
    (a, b) => a.door.localeCompare(b.door) || a.route.localeCompare(b.route),
  );
  const findings = [...ledger.findings];
  const isIncomplete = coverage.some(({ notTried }) => notTried.length > 0);
  return {
    format: 'agent-factory-probe/1',
    verdict: findings.length > 0 ? 'holes' : isIncomplete ? 'incomplete' : 'isolated',
    deployment: { url: options.url, version: description.version },
    tenants: options.tenants.kind,
    started_at: startedAt.toISOString(),
    ended_at: new Date().toISOString(),
    routes: description.operations.length,
    procedures: description.procedures?.all.length ?? 0,
    tries: coverage.reduce((sum, { tries }) => sum + tries, 0),
    requests: door.sent,
    waited_ms: Math.round(door.waitedMs),
    findings,
    coverage,
    out_of_reach: ledger.beyond.toSorted(
      (a, b) => a.door.localeCompare(b.door) || a.route.localeCompare(b.route),
    ),
    timings: { foreign: quantiles(ledger.timings.foreign), unknown: quantiles(ledger.timings.unknown) },
    left,
  };
}

function quantiles(values: readonly number[]): Report['timings']['foreign'] {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 10) / 10;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95) };
}
