import type { ReportCase, ReportTrial, TestReport } from '@agent-factory/contracts';
import { comparisonSentence, dollars, duration, kindOf, outcome, percent, worstFirst } from './figures.ts';
import { Html, html } from './html.ts';
import { differenceChart, reliabilityChart, verdictBar } from './html-charts.ts';
import { htmlStyle } from './html-style.ts';

/**
 * The report as one page that needs nothing else: no script, no request, light and dark by the reader's machine. All that
 * came from people or models is escaped, and a policy in the page forbids whatever would still slip through.
 */
export function reportAsHtml(report: TestReport): string {
  const { run, statistics, comparison, gate, cases } = report;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${run.title} · ${run.agent.name}</title>
<style>${new Html(htmlStyle)}</style>
</head>
<body>
<main>
${header(report)}
${tiles(statistics)}
${verdictBar(statistics)}
<div class="panels">
${gate === null ? null : gatePanel(gate, cases)}
${reliability(statistics)}
${comparison === null ? null : comparisonPanel(comparison)}
</div>
<section aria-labelledby="cases"><h2 id="cases">Cases</h2>
${cases.length === 0 ? html`<p class="muted">No case was tried.</p>` : worstFirst(cases).map(caseDetails)}
</section>
</main>
</body>
</html>
`;
  return page.source;
}

function header(report: TestReport): Html {
  const { run } = report;
  const facts = [
    `${run.agent.name}${run.agent.version === null ? '' : ` v${run.agent.version}`}`,
    ...(run.dataset === null ? [] : [`dataset ${run.dataset.name}`]),
    ...(run.models.length === 0 ? [] : [run.models.join(', ')]),
    run.started_at.slice(0, 16).replace('T', ' ').concat(' UTC'),
  ];
  return html`<header><h1 dir="auto">${run.title}</h1>
<p class="muted" dir="auto">${facts.join(' · ')}</p>
<p>${outcome(report)}.</p>
<p class="muted small">Run <code>${run.id}</code>, spec <code>${run.agent.spec_hash.slice(0, 12)}</code>${
    run.dataset === null ? null : html`, dataset <code>${run.dataset.version.slice(0, 12)}</code>`
  }, evaluator ${run.evaluator_version}</p></header>`;
}

function tiles(statistics: TestReport['statistics']): Html {
  const { pass_rate: rate, pass_hat, duration_ms: time } = statistics;
  const all = pass_hat.at(-1);
  return html`<dl class="tiles">
${rate === null ? tile('Pass rate', '–', 'nothing was judged') : tile('Pass rate', percent(rate.value), interval(rate))}
${all === undefined || all.k < 2 ? null : tile(`pass^${all.k}`, percent(all.value), interval(all))}
${tile('Cases', `${statistics.cases}`, `${statistics.trials} trials, ${statistics.flaky_cases} flaky`)}
${tile('Cost', dollars(statistics.cost_nano_usd), statistics.trials === 0 ? '' : `${dollars(statistics.cost_nano_usd / statistics.trials)} a trial`)}
${time === null ? null : tile('Time, p50', duration(time.p50), `p95 ${duration(time.p95)}`)}
</dl>`;
}

function tile(label: string, figure: string, detail: string): Html {
  return html`<div class="tile"><dt>${label}</dt><dd>${figure}<small>${detail}</small></dd></div>`;
}

function interval({ low, high }: { low: number; high: number }): string {
  return `95 %: ${(low * 100).toFixed(1)}–${(high * 100).toFixed(1)}`;
}

function gatePanel(gate: NonNullable<TestReport['gate']>, cases: readonly ReportCase[]): Html {
  const names = new Map(cases.map(({ id, name }) => [id, name]));
  return html`<section class="panel"><h2>Gate</h2>
<p>${gate.open ? chip('pass', '✓ Open') : chip('fail', '✕ Shut')}</p>
${
  gate.open
    ? html`<p class="muted">Nothing keeps this version in.</p>`
    : html`<ul class="reasons">${gate.reasons.map(
        ({ message, cases: ids }) =>
          html`<li>${message}${
            ids.length === 0
              ? null
              : html` <span class="muted small">${ids
                  .slice(0, 10)
                  .map((id) => names.get(id) ?? id)
                  .join(', ')}${ids.length > 10 ? ` and ${ids.length - 10} more` : ''}</span>`
          }</li>`,
      )}</ul>`
}</section>`;
}

function reliability(statistics: TestReport['statistics']): Html | null {
  const chart = reliabilityChart(statistics);
  return chart && html`<section class="panel"><h2>How reliably</h2>${chart}</section>`;
}

function comparisonPanel(comparison: NonNullable<TestReport['comparison']>): Html {
  const { lost, gained } = comparison;
  return html`<section class="panel"><h2>Against ${comparison.with}</h2>
<p>${comparisonSentence(comparison)}</p>${differenceChart(comparison)}
${named('Broke', lost)}${named('Mended', gained)}</section>`;
}

function named(label: string, names: readonly string[]): Html | null {
  if (names.length === 0) return null;
  return html`<h3>${label}: ${names.length}</h3><p class="small" dir="auto">${names.slice(0, 20).join(', ')}${names.length > 20 ? ` and ${names.length - 20} more` : ''}</p>`;
}

function caseDetails(reported: ReportCase): Html {
  const passed = reported.trials.filter(({ verdict }) => verdict === 'pass').length;
  return html`<details class="case"><summary><span>${verdictChip(reported.verdict)}</span>
<span class="name" dir="auto">${reported.name}${reported.critical ? html` ${chip('neutral', 'critical')}` : null}${reported.flaky ? html` ${chip('error', 'flaky')}` : null}</span>
<span class="figures"><span>${passed}/${reported.trials.length} passed</span><span>${dollars(reported.cost_nano_usd)}</span><span>${duration(reported.duration_ms)}</span></span></summary>
<div class="body">${reported.tags.length === 0 ? null : html`<p class="muted small">${reported.tags.join(', ')}</p>`}
<h3>Input</h3><pre dir="auto">${reported.input}</pre>${reported.trials.map(trialDetails)}</div></details>`;
}

function trialDetails(trial: ReportTrial): Html {
  const facts = [
    ...(trial.score === null ? [] : [`score ${Math.round(trial.score)}`]),
    ...(trial.fault === null ? [] : [`fault: ${trial.fault}`]),
    dollars(trial.cost_nano_usd),
    duration(trial.duration_ms),
    ...(trial.run_id === null ? [] : [trial.run_id]),
  ];
  return html`<section class="trial"><h3>Trial ${trial.index + 1} ${verdictChip(trial.verdict)} <span class="muted">${facts.join(' · ')}</span></h3>
${trial.violations.length === 0 ? null : html`<p>${chip('fail', 'violated')} ${trial.violations.join(', ')}</p>`}
<pre dir="auto">${trial.output}</pre>${assertions(trial)}</section>`;
}

function assertions({ assertions: results }: ReportTrial): Html | null {
  if (results.length === 0) return null;
  return html`<div class="scroll"><table><thead><tr><th>Assertion</th><th>Verdict</th><th>Why</th></tr></thead><tbody>${results.map(
    ({ kind, negated, verdict, reason, evidence }) =>
      html`<tr><td>${kindOf(kind, negated)}</td><td>${verdictChip(verdict)}</td><td dir="auto">${reason}${evidence === null ? null : html`<br><span class="muted">“${evidence}”</span>`}</td></tr>`,
  )}</tbody></table></div>`;
}

const labels = {
  pass: '✓ passed',
  fail: '✕ failed',
  error: '! error',
  inconclusive: '? inconclusive',
} as const;

function verdictChip(verdict: ReportCase['verdict']): Html {
  return chip(verdict, labels[verdict]);
}

function chip(kind: ReportCase['verdict'] | 'neutral', label: string): Html {
  return html`<span class="chip ${kind}">${label}</span>`;
}
