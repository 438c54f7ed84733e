import { readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { run, type Totals } from './check.ts';
import { repositoryRoot } from './paths.ts';

interface FileReport {
  name: string;
  status: string;
  message: string;
  assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: FileReport[];
}

/** More failures than this are no matter of a busy machine. */
const fewEnough = 5;

/**
 * Unit, database and API tests of all rooms. A file that fails to load counts as a failure too. A few files that failed are
 * run once more, alone: what passes then depended on what else the machine had to do, and is named as unsteady. A
 * counterexample of a property is a failure however often it is run, because the next run draws others.
 */
export async function runUnitTests(redisUrl: string | null): Promise<Totals> {
  console.log('• Unit, database and API tests …');
  const first = await runVitest('vitest', redisUrl, []);
  const failed = first.report.testResults.filter(({ status }) => status === 'failed');
  const failures = failed.flatMap(failuresOf);
  const isWorthAgain =
    failed.length > 0 &&
    failed.length <= fewEnough &&
    !failures.some((failure) => failure.includes('Property failed after'));
  if (!isWorthAgain) return totalsOf(first, failures, []);

  console.log(`• ${failed.length} files once more, alone …`);
  const again = await runVitest(
    'vitest-again',
    redisUrl,
    failed.map(({ name }) => name),
  );
  if (again.code !== 0) return totalsOf(first, failures, []);
  const { numFailedTests, numPassedTests } = first.report;
  return totalsOf(
    {
      code: 0,
      report: { ...first.report, numFailedTests: 0, numPassedTests: numPassedTests + numFailedTests },
    },
    [],
    failures,
  );
}

async function runVitest(
  name: string,
  redisUrl: string | null,
  files: readonly string[],
): Promise<{ code: number; report: VitestReport }> {
  const file = join(repositoryRoot, 'artifacts', `${name}.json`);
  rmSync(file, { force: true });
  const { code } = await run(
    'vitest',
    [
      'run',
      ...files,
      ...(files.length > 0 ? ['--maxWorkers=1'] : []),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ],
    { quiet: false, env: redisUrl === null ? {} : { TEST_REDIS_URL: redisUrl } },
  );
  return { code, report: JSON.parse(readFileSync(file, 'utf8')) };
}

function totalsOf(
  { code, report }: { code: number; report: VitestReport },
  failures: readonly string[],
  unsteady: readonly string[],
): Totals {
  const loadFailure = code !== 0 && report.numFailedTests === 0 ? 1 : 0;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + loadFailure,
    skipped: report.numPendingTests + report.numTodoTests,
    failures,
    unsteady,
  };
}

function failuresOf({ name, status, message, assertionResults }: FileReport): string[] {
  const file = relative(repositoryRoot, name);
  const tests = assertionResults.filter((test) => test.status === 'failed');
  if (tests.length === 0) return status === 'failed' ? [`${file}: ${firstLines(message)}`] : [];
  return tests.map((test) => `${file}: ${test.fullName}: ${firstLines(test.failureMessages.join('\n'))}`);
}

const firstLines = (message: string): string => stripVTControlCharacters(message).slice(0, 600);
