import type { PlatformLoad } from '@agent-factory/services';

/** Prometheus' text format: gauges, since they are asked of the database, which forgets what was deleted. */
export function loadText({ queue, openTrials, endedTests }: PlatformLoad): string {
  const jobs = queue.flatMap(({ task, ...counts }) =>
    Object.entries(counts).map(([state, count]) => [`task="${task}",state="${state}"`, count] as const),
  );
  return [
    ...gauge('agent_factory_queue_jobs', 'Jobs of all teams: ready, later, running, exhausted.', jobs),
    ...gauge(
      'agent_factory_test_trials_open',
      'Trials of tests that wait or are at work.',
      labelled('status', ['queued', 'running'], openTrials),
    ),
    ...gauge(
      'agent_factory_tests_ended_last_hour',
      'Tests of all teams that ended in the last hour, by verdict.',
      labelled('verdict', ['pass', 'fail', 'error', 'inconclusive'], endedTests),
    ),
    '',
  ].join('\n');
}

/** Also what there is none of, so that a series does not come and go. */
function labelled(label: string, values: readonly string[], counts: Readonly<Record<string, number>>) {
  return values.map((value) => [`${label}="${value}"`, counts[value] ?? 0] as const);
}

function gauge(name: string, help: string, series: readonly (readonly [string, number])[]): string[] {
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...series.map(([labels, value]) => `${name}{${labels}} ${value}`),
  ];
}
