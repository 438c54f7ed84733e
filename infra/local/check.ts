import { spawn } from 'node:child_process';
import { repositoryRoot } from './paths.ts';
import { step } from './progress.ts';

export interface Totals {
  passed: number;
  failed: number;
  skipped: number;
  /** What failed, a line each: repeated at the very end, where a cut log still shows it. */
  failures?: readonly string[];
  /** What failed beside others and passed when it was run again alone: passed, and named at the end too. */
  unsteady?: readonly string[];
}
export const noTotals: Totals = { passed: 0, failed: 0, skipped: 0 };

export function add(a: Totals, b: Totals): Totals {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    failures: [...(a.failures ?? []), ...(b.failures ?? [])],
    unsteady: [...(a.unsteady ?? []), ...(b.unsteady ?? [])],
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
