import type { ReportCase, TestReport } from '@agent-factory/contracts';
import { kindOf, reasonsOf } from './figures.ts';
import { xmlAttribute, xmlText } from './xml-text.ts';

/**
 * JUnit XML, one test case a case of ours. It keeps to what both strict schemas allow: Jenkins' (xunit plugin,
 * junit-10.xsd) and Ant's (windyroad JUnit.xsd): a suite's attributes whole, properties first, both outputs last, a case
 * with at most one of failure, error and skipped. What failed is a failure, what nobody could judge an error, and what
 * was judged without saying enough is skipped, so that no reader takes it for either.
 */
export function reportAsJunit(report: TestReport): string {
  const { run, cases } = report;
  const verdicts = (verdict: ReportCase['verdict']): number =>
    cases.filter((reported) => reported.verdict === verdict).length;
  const suite = attributes({
    id: '0',
    package: named(run.agent.name),
    name: named(run.title),
    timestamp: run.started_at.slice(0, 19),
    hostname: 'localhost',
    tests: `${cases.length}`,
    failures: `${verdicts('fail')}`,
    errors: `${verdicts('error')}`,
    skipped: `${verdicts('inconclusive')}`,
    time: seconds(cases.reduce((sum, reported) => sum + timeOf(reported), 0)),
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    `  <testsuite ${suite}>`,
    '    <properties>',
    ...properties(report).map(([name, value]) => `      <property ${attributes({ name, value })}/>`),
    '    </properties>',
    ...cases.map((reported) => testCase(reported, run.agent.name)),
    '    <system-out></system-out>',
    '    <system-err></system-err>',
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function properties({ run, statistics }: TestReport): [string, string][] {
  const rate = statistics.pass_rate;
  return [
    ['run', run.id],
    ['spec_hash', run.agent.spec_hash],
    ['evaluator_version', run.evaluator_version],
    ...(run.dataset === null ? [] : ([['dataset_version', run.dataset.version]] as [string, string][])),
    ...(rate === null
      ? []
      : ([['pass_rate', `${rate.value} [${rate.low}, ${rate.high}]`]] as [string, string][])),
    ...statistics.pass_hat.map(({ k, value }): [string, string] => [`pass^${k}`, `${value}`]),
  ];
}

function testCase(reported: ReportCase, agent: string): string {
  const open = `    <testcase ${attributes({ name: named(reported.name), classname: named(agent), time: seconds(timeOf(reported)) })}`;
  if (reported.verdict === 'pass') return `${open}/>`;
  const [element, type] = elements[reported.verdict];
  const message = reasonsOf(reported).join(' ') || `Ended as ${reported.verdict}.`;
  return `${open}>\n      ${detailOf(element, type, message, reported)}\n    </testcase>`;
}

const elements = {
  fail: ['failure', 'assertion'],
  error: ['error', 'unjudged'],
  inconclusive: ['skipped', 'inconclusive'],
} as const;

function detailOf(element: string, type: string, message: string, reported: ReportCase): string {
  // Ant's schema allows no content in `skipped`, and neither reader shows it.
  if (element === 'skipped') return '<skipped/>';
  const trials = reported.trials.filter(({ verdict }) => verdict !== 'pass');
  const lines = trials.flatMap((trial) => [
    `Trial ${trial.index + 1}: ${trial.verdict}${trial.fault === null ? '' : ` (${trial.fault})`}${trial.run_id === null ? '' : `, run ${trial.run_id}`}`,
    ...trial.assertions
      .filter(({ verdict }) => verdict !== 'pass')
      .map(({ kind, negated, verdict, reason }) => `  ${kindOf(kind, negated)} ${verdict}: ${reason}`),
  ]);
  return `<${element} ${attributes({ message, type })}>${xmlText(lines.join('\n'))}</${element}>`;
}

/** Readers refuse an empty name, and to them blanks are empty. */
function named(text: string): string {
  return text.trim() === '' ? 'unnamed' : text;
}

function timeOf({ trials }: ReportCase): number {
  return trials.reduce((sum, trial) => sum + trial.duration_ms, 0);
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

function attributes(values: Record<string, string>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${xmlAttribute(value)}"`)
    .join(' ');
}
