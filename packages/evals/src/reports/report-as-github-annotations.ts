import type { ReportCase, TestReport } from '@agent-factory/contracts';
import {
  comparisonSentence,
  dollars,
  outcome,
  percentWithInterval,
  reasonsOf,
  worstFirst,
} from './figures.ts';

/** GitHub keeps ten of each kind a step and drops the rest without a word (actions/toolkit, problem-matchers.md). */
const maxAnnotations = 10;
const maxMessageCharacters = 1000;

/**
 * Workflow commands to print in a step: the worst ten cases, then a notice that sums up and says how many are not shown.
 * The Markdown report belongs into `$GITHUB_STEP_SUMMARY`.
 */
export function reportAsGithubAnnotations(report: TestReport): string {
  const bad = worstFirst(report.cases.filter(({ verdict, flaky }) => verdict !== 'pass' || flaky));
  const shown = bad.slice(0, maxAnnotations);
  const lines = [...shown.map(annotation), summary(report, bad.length - shown.length)];
  return `${lines.join('\n')}\n`;
}

function annotation(reported: ReportCase): string {
  const level = reported.verdict === 'fail' || reported.verdict === 'error' ? 'error' : 'warning';
  const passed = reported.trials.filter(({ verdict }) => verdict === 'pass').length;
  const state = reported.verdict === 'pass' ? 'flaky' : reported.verdict;
  const title = `${reported.critical ? 'Critical: ' : ''}${reported.name}`;
  const reasons = reasonsOf(reported).join('\n');
  return command(
    level,
    title,
    `${state}, ${passed} of ${reported.trials.length} trials passed\n${reasons}`.trim(),
  );
}

function summary(report: TestReport, hidden: number): string {
  const { run, statistics, comparison, gate } = report;
  const rate = statistics.pass_rate;
  const sentences = [
    `${outcome(report)} in ${statistics.cases} cases${rate === null ? '' : `, pass rate ${percentWithInterval(rate)}`}, ${dollars(statistics.cost_nano_usd)}.`,
    ...(comparison === null ? [] : [`Against ${comparison.with}: ${comparisonSentence(comparison)}`]),
    ...(gate === null
      ? []
      : [
          gate.open
            ? 'The gate is open.'
            : `The gate is shut: ${gate.reasons.map(({ code }) => code).join(', ')}.`,
        ]),
    ...(hidden > 0 ? [`${hidden} more cases did not pass, or not always, and are in the report.`] : []),
  ];
  return command('notice', `${run.agent.name}: ${run.title}`, sentences.join('\n'));
}

function command(level: 'error' | 'warning' | 'notice', title: string, message: string): string {
  const text = message.length > maxMessageCharacters ? `${message.slice(0, maxMessageCharacters)}…` : message;
  return `::${level} title=${escapeProperty(title)}::${escapeData(text)}`;
}

function escapeData(text: string): string {
  return text.toWellFormed().replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
