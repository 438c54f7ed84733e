import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { run, type Totals } from './check.ts';
import { startChild } from './child.ts';
import { findFreePort } from './free-port.ts';
import { repositoryRoot } from './paths.ts';
import { step } from './progress.ts';

interface Suite {
  file: string;
  suites?: Suite[];
  specs: { title: string; file: string; tests: { status: string }[] }[];
}

interface PlaywrightReport {
  suites: Suite[];
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: unknown[];
}

/** Starts the platform as a stranger would, on free ports with empty data, and drives it in a browser. */
export async function runBrowserTests(): Promise<Totals> {
  const data = mkdtempSync(join(tmpdir(), 'agent-factory-e2e-'));
  const endpoints = join(data, 'endpoints.json');
  // Whoever takes this port in the meantime shows in the one test that needs it.
  const standIn = `http://127.0.0.1:${await findFreePort(14_000, '127.0.0.1')}`;
  const platform = startChild('start', join(import.meta.dirname, 'start.ts'), [], {
    ...process.env,
    AGENT_FACTORY_DATA_DIR: data,
    API_PORT: '18000',
    WEB_PORT: '13000',
    // No key comes with it, so it is there only for a team that brings one.
    GROQ_BASE_URL: standIn,
  });
  try {
    await step('Starting the platform for the browser tests', async () => {
      const deadline = Date.now() + 600_000;
      let running = true;
      void platform.exited.then(() => {
        running = false;
      });
      while (!existsSync(endpoints)) {
        if (!running || Date.now() > deadline) throw new Error(`It did not start:\n${platform.tail()}`);
        await delay(100);
      }
    });
    return await runPlaywright(endpoints, standIn);
  } finally {
    await platform.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

async function runPlaywright(endpoints: string, standIn: string): Promise<Totals> {
  const report = join(repositoryRoot, 'artifacts', 'playwright.json');
  rmSync(report, { force: true });
  console.log('• Browser tests …');
  const { code } = await run('playwright', ['test'], {
    quiet: false,
    cwd: join(repositoryRoot, 'apps', 'web'),
    env: {
      AGENT_FACTORY_ENDPOINTS: endpoints,
      STAND_IN_MODEL_URL: standIn,
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      PATH: `${join(repositoryRoot, 'apps', 'web', 'node_modules', '.bin')}:${process.env.PATH}`,
    },
  });
  const { suites, stats, errors }: PlaywrightReport = JSON.parse(readFileSync(report, 'utf8'));
  const loadFailure = code !== 0 && stats.unexpected === 0 ? Math.max(1, errors.length) : 0;
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + loadFailure,
    skipped: stats.skipped,
    failures: suites.flatMap((suite) => testsThatWere('unexpected', suite)),
    unsteady: suites.flatMap((suite) => testsThatWere('flaky', suite)),
  };
}

function testsThatWere(status: string, { suites = [], specs }: Suite): string[] {
  return [
    ...specs
      .filter(({ tests }) => tests.some((test) => test.status === status))
      .map(({ file, title }) => `apps/web/e2e/${file}: ${title}`),
    ...suites.flatMap((suite) => testsThatWere(status, suite)),
  ];
}
