import type { SignedReport } from './report.ts';

const verdicts = {
  isolated: 'Isolated: everything within reach was tried, nothing of one tenant reached another.',
  holes: 'Holes: see the findings.',
  incomplete: 'Incomplete: nothing was found, but not everything could be tried.',
} as const;

/** The report for people. */
export function asMarkdown({ report, signature }: SignedReport): string {
  const notTried = report.coverage.flatMap(({ route, door, notTried: reasons }) =>
    reasons.map((why) => `- \`${route}\` (${door}): ${why}`),
  );
  // Reports of before do not say.
  const outOfReach = report.out_of_reach ?? [];
  const closed = report.coverage.filter(({ closed }) => closed.length > 0);
  return [
    `# Isolation of ${report.deployment.url}`,
    '',
    `**${verdicts[report.verdict]}**`,
    '',
    '| | |',
    '|---|---|',
    `| version | ${report.deployment.version} |`,
    `| time | ${report.started_at} – ${report.ended_at} |`,
    `| routes, procedures | ${report.routes}, ${report.procedures} |`,
    `| tries, requests | ${report.tries}, ${report.requests} |`,
    `| waited for rate limits | ${Math.round(report.waited_ms / 1_000)} s |`,
    `| answers to another’s ids | p50 ${report.timings.foreign.p50} ms, p95 ${report.timings.foreign.p95} ms |`,
    `| answers to unknown ids | p50 ${report.timings.unknown.p50} ms, p95 ${report.timings.unknown.p95} ms |`,
    `| signed by | \`${signature.key_id}\` |`,
    '',
    `## Findings (${report.findings.length})`,
    '',
    ...(report.findings.length === 0
      ? ['None.']
      : report.findings.map(
          ({ kind, route, door, attempt, seen }) =>
            `- **${kind}** \`${route}\` (${door}): ${attempt}: ${seen}`,
        )),
    '',
    `## Not tried (${notTried.length})`,
    '',
    ...(notTried.length === 0 ? ['Everything was.'] : notTried),
    '',
    `## Out of reach (${outOfReach.length})`,
    '',
    ...(outOfReach.length === 0
      ? ['Nothing is.']
      : outOfReach.map(({ route, door, why }) => `- \`${route}\` (${door}): ${why}`)),
    '',
    `## Closed to these callers whatever they name (${closed.length})`,
    '',
    ...(closed.length === 0
      ? ['None.']
      : closed.map(({ route, door, closed: places }) => `- \`${route}\` (${door}): ${places.join(', ')}`)),
    '',
    ...(report.left.length === 0
      ? []
      : ['## Left behind', '', ...report.left.map((what) => `- ${what}`), '']),
  ].join('\n');
}
