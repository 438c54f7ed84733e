import type { ReportCase, TestReport } from '@agent-factory/contracts';
import {
  comparisonSentence,
  dollars,
  duration,
  outcome,
  percentWithInterval,
  reasonsOf,
  worstFirst,
} from './figures.ts';

/** Cases that are told one by one; a comment on a pull request holds 65,536 characters. */
const maxDetails = 25;

/** For pull requests, step summaries and mails: the figures, then what did not pass, worst first. */
export function reportAsMarkdown(report: TestReport): string {
  const { run, statistics, comparison, gate } = report;
  const bad = worstFirst(report.cases.filter(({ verdict, flaky }) => verdict !== 'pass' || flaky));
  const lines = [
    `# ${plain(run.title)}`,
    '',
    `${plain(run.agent.name)}${run.agent.version === null ? '' : ` v${run.agent.version}`}, ${outcome(report)}.`,
    '',
    ...(gate === null ? [] : gateLines(gate)),
    ...(comparison === null
      ? []
      : [`Against ${plain(comparison.with)}: ${plain(comparisonSentence(comparison))}`, '']),
    '| | |',
    '|---|---|',
    `| Cases, trials | ${statistics.cases}, ${statistics.trials} |`,
    `| Failed, errors, inconclusive | ${statistics.failed}, ${statistics.errors}, ${statistics.inconclusive} |`,
    ...(statistics.pass_rate === null
      ? []
      : [`| Pass rate | ${percentWithInterval(statistics.pass_rate)} |`]),
    ...statistics.pass_hat
      .filter(({ k }) => k > 1)
      .map((estimate) => `| pass^${estimate.k} | ${percentWithInterval(estimate)} |`),
    `| Flaky cases | ${statistics.flaky_cases} |`,
    `| Cost | ${dollars(statistics.cost_nano_usd)} |`,
    ...(statistics.duration_ms === null
      ? []
      : [
          `| Time, p50 and p95 | ${duration(statistics.duration_ms.p50)}, ${duration(statistics.duration_ms.p95)} |`,
        ]),
    '',
    ...(bad.length === 0 ? ['Every case passed, every time.'] : ['## What did not pass', '']),
    ...bad.slice(0, maxDetails).flatMap(details),
    ...(bad.length > maxDetails ? [`${bad.length - maxDetails} more are in the full report.`] : []),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function gateLines(gate: NonNullable<TestReport['gate']>): string[] {
  if (gate.open) return ['The gate is **open**.', ''];
  return ['The gate is **shut**:', '', ...gate.reasons.map(({ message }) => `- ${plain(message)}`), ''];
}

function details(reported: ReportCase): string[] {
  const passed = reported.trials.filter(({ verdict }) => verdict === 'pass').length;
  const state = reported.verdict === 'pass' ? 'flaky' : reported.verdict;
  const head = `- **${plain(reported.name)}**: ${state}${reported.critical ? ', critical' : ''}, ${passed} of ${reported.trials.length} trials passed`;
  return [head, ...reasonsOf(reported).map((reason) => `  - ${plain(reason)}`)];
}

/**
 * Text that stays text, in one line: what marks something in Markdown or HTML is escaped, addresses do not become links,
 * and nobody is mentioned.
 */
function plain(text: string): string {
  return text
    .toWellFormed()
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]#|<>~&$]|:(?=\/\/)|(?<=\bwww)\./gi, (mark) => `\\${mark}`)
    .replaceAll('@', '@\u2060');
}
