import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run, type Totals } from './check.ts';
import { findFreePort } from './free-port.ts';
import { repositoryRoot } from './paths.ts';
import { withPlatform } from './with-platform.ts';

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
  // Whoever takes this port in the meantime shows in the one test that needs it.
  const standIn = `http://127.0.0.1:${await findFreePort(14_000, '127.0.0.1')}`;
  // No key comes with it, so it is there only for a team that brings one.
  const env = { API_PORT: '18000', WEB_PORT: '13000', GROQ_BASE_URL: standIn };
  return withPlatform('Starting the platform for the browser tests', env, (endpoints) =>
    runPlaywright(endpoints, standIn),
  );
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
