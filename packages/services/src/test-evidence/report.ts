import {
  AppError,
  type TeamId,
  type TestReport,
  type TestRunId,
  testRunIdSchema,
} from '@agent-factory/contracts';
import {
  selectAgent,
  selectDatasetVersion,
  selectTestRun,
  type Transaction,
  withTenant,
} from '@agent-factory/db';
import {
  buildReport,
  evaluatorVersion,
  reportAsGithubAnnotations,
  reportAsHtml,
  reportAsJson,
  reportAsJunit,
  reportAsMarkdown,
} from '@agent-factory/evals';
import { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { readTestedCases } from './tested-cases.ts';

export const testReportInputSchema = z.strictObject({
  run_id: testRunIdSchema,
  /** Another run of the same cases that it is held against. */
  compare_with: testRunIdSchema.optional(),
});

/** In which forms a report can be had, with the type and the name's end of each. */
const forms = {
  html: { type: 'text/html; charset=utf-8', end: 'html', write: reportAsHtml },
  json: { type: 'application/json; charset=utf-8', end: 'json', write: reportAsJson },
  markdown: { type: 'text/markdown; charset=utf-8', end: 'md', write: reportAsMarkdown },
  junit: { type: 'application/xml; charset=utf-8', end: 'xml', write: reportAsJunit },
  github: { type: 'text/plain; charset=utf-8', end: 'txt', write: reportAsGithubAnnotations },
} as const satisfies Record<string, { type: string; end: string; write: (report: TestReport) => string }>;

export const testReportFileInputSchema = testReportInputSchema.extend({
  format: z.enum(['html', 'json', 'markdown', 'junit', 'github']),
});

/** A report as a file. */
export interface TestReportFile {
  name: string;
  type: string;
  text: string;
}

/** What a test run says, with every trial. Errors: `not_found` (either run). */
export async function getTestReport({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof testReportInputSchema>;
}): Promise<TestReport> {
  requireScope(ctx.actor, 'tests:read', 'tests:write');
  const { run_id: id, compare_with: other } = parseInput(testReportInputSchema, input);
  const { teamId } = ctx.actor;
  return withTenant(ctx.db, ctx.actor, async (tx) => {
    const row = await selectTestRun(tx, { id, teamId });
    if (row === undefined) throw notFound('test run');
    const { cases, tests, models } = await readTestedCases(tx, { teamId, testRunId: id });
    const versionId = row.datasetVersionId;
    const dataset =
      versionId === null ? undefined : await selectDatasetVersion(tx, { id: versionId, teamId });
    const [first] = tests;
    // A batch may be of several agents, and then says nothing of one version.
    const one = first !== undefined && tests.every(({ specHash }) => specHash === first.specHash);
    const agentId = row.agentId ?? first?.agentId;
    const agent = agentId === undefined ? undefined : await selectAgent(tx, { id: agentId, teamId });
    return buildReport({
      run: {
        id,
        title: row.name,
        agent: {
          id: agentId ?? '',
          name: row.agentId === null ? 'several agents' : (agent?.title ?? 'a deleted agent'),
          version: one ? first.version : null,
          spec_hash: one ? first.specHash : '',
        },
        dataset: dataset === undefined ? null : { name: dataset.name, version: dataset.contentHash },
        evaluator_version: evaluatorVersion,
        models,
        started_at: (row.startedAt ?? row.createdAt).toISOString(),
        finished_at: row.finishedAt?.toISOString() ?? null,
      },
      cases,
      comparedWith: other === undefined ? null : await comparedWith(tx, { teamId, testRunId: other }),
      gate: null,
    });
  });
}

/** The same without its cases, for a page that shows the figures and lists the cases itself. Errors: as there. */
export async function getTestFigures({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof testReportInputSchema>;
}): Promise<Pick<TestReport, 'run' | 'statistics' | 'comparison'>> {
  const { run, statistics, comparison } = await getTestReport({ ctx, input });
  return { run, statistics, comparison };
}

/** The report as a file. Errors: as there; `conflict` for a run that goes on. */
export async function getTestReportFile({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof testReportFileInputSchema>;
}): Promise<TestReportFile> {
  const { format, ...rest } = parseInput(testReportFileInputSchema, input);
  const report = await getTestReport({ ctx, input: rest });
  if (report.run.finished_at === null) {
    throw new AppError('conflict', 'This test run goes on. Its report is made when it has ended.');
  }
  const { type, end, write } = forms[format];
  return { name: `test-report-${rest.run_id}.${end}`, type, text: write(report) };
}

async function comparedWith(
  tx: Transaction,
  { teamId, testRunId }: { teamId: TeamId; testRunId: TestRunId },
) {
  const row = await selectTestRun(tx, { id: testRunId, teamId });
  if (row === undefined) throw notFound('test run');
  const { cases, tests } = await readTestedCases(tx, { teamId, testRunId });
  const version = tests[0]?.version;
  return { label: version === undefined ? row.name : `${row.name}, v${version}`, cases };
}
