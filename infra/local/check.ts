import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { repositoryRoot } from './paths.ts';
import { step } from './progress.ts';

export interface Totals {
  passed: number;
  failed: number;
  skipped: number;
  /** What failed, a line each: repeated at the very end, where a cut log still shows it. */
  failures?: readonly string[];
}
export const noTotals: Totals = { passed: 0, failed: 0, skipped: 0 };

export function add(a: Totals, b: Totals): Totals {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    failures: [...(a.failures ?? []), ...(b.failures ?? [])],
  };
}

/** Runs a program of the house in the repository's root; the exit code, and what it wrote when `quiet`. */
export function run(
  program: string,
  args: string[],
  options: { quiet: boolean; env?: NodeJS.ProcessEnv; cwd?: string },
): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? repositoryRoot,
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', NEXT_TELEMETRY_DISABLED: '1', ...options.env },
      stdio: ['ignore', options.quiet ? 'pipe' : 'inherit', options.quiet ? 'pipe' : 'inherit'],
    });
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk;
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      output += chunk;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** A check counts as one test; its output is shown when it fails. */
export async function runCheck(title: string, program: string, args: string[]): Promise<Totals> {
  const failure = await step(title, async () => {
    const { code, output } = await run(program, args, { quiet: true });
    if (code !== 0) throw new CheckFailed(output);
    return null;
  }).catch((error: unknown) => {
    if (error instanceof CheckFailed) return error;
    throw error;
  });
  if (failure) process.stdout.write(`${failure.output}\n`);
  return failure
    ? { passed: 0, failed: 1, skipped: 0, failures: [title] }
    : { passed: 1, failed: 0, skipped: 0 };
}

class CheckFailed extends Error {
  readonly output: string;
  constructor(output: string) {
    super('the check failed');
    this.output = output;
  }
}

interface VitestReport {
  success: boolean;
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
}

/** Unit, database and API tests of all rooms. A file that fails to load counts as a failure too. */
export async function runVitest(redisUrl: string | null): Promise<Totals> {
  const file = join(repositoryRoot, 'artifacts', 'vitest.json');
  rmSync(file, { force: true });
  console.log('• Unit, database and API tests …');
  const { code } = await run(
    'vitest',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    { quiet: false, env: redisUrl === null ? {} : { TEST_REDIS_URL: redisUrl } },
  );
  const report: VitestReport = JSON.parse(readFileSync(file, 'utf8'));
  const loadFailure = code !== 0 && report.numFailedTests === 0 ? 1 : 0;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + loadFailure,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: report.testResults.flatMap(failuresOf),
  };
}

function failuresOf({
  name,
  status,
  message,
  assertionResults,
}: VitestReport['testResults'][number]): string[] {
  const file = relative(repositoryRoot, name);
  const tests = assertionResults.filter((test) => test.status === 'failed');
  if (tests.length === 0) return status === 'failed' ? [`${file}: ${firstLines(message)}`] : [];
  return tests.map((test) => `${file}: ${test.fullName}: ${firstLines(test.failureMessages.join('\n'))}`);
}

const firstLines = (message: string): string => stripVTControlCharacters(message).slice(0, 600);
