import type { ReportComparison, TestReport } from '@agent-factory/contracts';
import { percent, percentWithInterval, points } from './figures.ts';
import { type Html, html } from './html.ts';

const width = 420;
const height = 180;
const left = 40;
const right = 12;
const top = 8;
const bottom = 24;

/** pass@k and pass^k by k, with their intervals: how far apart they lie is how little a single trial says. */
export function reliabilityChart({ pass_at, pass_hat }: TestReport['statistics']): Html | null {
  if (pass_hat.length < 2) return null;
  const last = pass_hat.length;
  const x = (k: number): number => left + ((k - 1) / (last - 1)) * (width - left - right);
  const y = (share: number): number => top + (1 - share) * (height - top - bottom);
  const series = (estimates: typeof pass_hat, name: 'all' | 'any', shift: number): Html[] => [
    html`<polyline class="line ${name}" points="${estimates.map(({ k, value }) => `${x(k) + shift},${y(value)}`).join(' ')}"/>`,
    ...estimates.map(
      ({ k, value, low, high }) =>
        html`<line class="whisker ${name}" x1="${x(k) + shift}" x2="${x(k) + shift}" y1="${y(low)}" y2="${y(high)}"/><circle class="${name}" cx="${x(k) + shift}" cy="${y(value)}" r="3"/>`,
    ),
  ];
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="Share of cases that pass all of k trials, and any of them, by k; the table below holds the figures">
${[0, 0.25, 0.5, 0.75, 1].map(
  (share) =>
    html`<line class="axis" x1="${left}" x2="${width - right}" y1="${y(share)}" y2="${y(share)}"/><text x="${left - 6}" y="${y(share) + 4}" text-anchor="end">${share * 100} %</text>`,
)}
${pass_hat.map(({ k }) => html`<text x="${x(k)}" y="${height - 6}" text-anchor="middle">${k}</text>`)}
${series(pass_at, 'any', -3)}${series(pass_hat, 'all', 3)}
</svg>
<ul class="legend"><li><span class="dot all"></span>pass^k: all of k trials pass</li><li><span class="dot any"></span>pass@k: at least one does</li></ul>
<details class="table"><summary>As a table</summary><div class="scroll"><table><thead><tr><th>k</th><th>pass^k (95 % interval)</th><th>pass@k (95 % interval)</th></tr></thead><tbody>${pass_hat.map(
    (estimate, index) =>
      html`<tr><td>${estimate.k}</td><td>${percentWithInterval(estimate)}</td><td>${pass_at[index] ? percentWithInterval(pass_at[index]) : ''}</td></tr>`,
  )}</tbody></table></div></details>`;
}

/** The difference of two versions with its interval, on a scale around zero. */
export function differenceChart({ difference }: ReportComparison): Html {
  const reach = Math.max(0.1, Math.ceil(Math.max(-difference.low, difference.high) * 10) / 10);
  const x = (share: number): number => left + ((share + reach) / (2 * reach)) * (width - left - right);
  const name = difference.low > 0 || difference.high < 0 ? 'all' : 'any';
  return html`<svg viewBox="0 0 ${width} 64" role="img" aria-label="Difference of the pass rates: ${points(difference.value)} points, interval ${points(difference.low)} to ${points(difference.high)}">
${[-reach, -reach / 2, 0, reach / 2, reach].map(
  (share) =>
    html`<line class="${share === 0 ? 'zero' : 'axis'}" x1="${x(share)}" x2="${x(share)}" y1="8" y2="40"/><text x="${x(share)}" y="58" text-anchor="middle">${points(share)}</text>`,
)}
<line class="whisker ${name}" stroke-width="2" x1="${x(difference.low)}" x2="${x(difference.high)}" y1="24" y2="24"/><circle class="${name}" cx="${x(difference.value)}" cy="24" r="4"/>
</svg>`;
}

/** All trials by verdict. */
export function verdictBar({ passed, failed, errors, inconclusive, trials }: TestReport['statistics']): Html {
  const parts = [
    ['pass', 'passed', passed],
    ['fail', 'failed', failed],
    ['error', 'error', errors],
    ['inconclusive', 'inconclusive', inconclusive],
  ] as const;
  const seen = parts.filter(([, , count]) => count > 0);
  return html`<div class="bar" aria-hidden="true">${seen.map(([verdict, , count]) => html`<span class="${verdict}" style="flex:${count}"></span>`)}</div>
<ul class="legend">${seen.map(([verdict, label, count]) => html`<li><span class="dot ${verdict}"></span>${count} ${label} (${percent(count / trials)})</li>`)}</ul>`;
}
