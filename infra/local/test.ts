import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runBrowserTests } from './browser-tests.ts';
import { add, noTotals, runCheck, type Totals } from './check.ts';
import { repositoryRoot } from './paths.ts';
import { bold, dim, elapsed } from './progress.ts';
import { findRedis } from './redis.ts';
import { runUnitTests } from './unit-tests.ts';

const usage = `npm test -- [--only static|unit|browser]

Every check of the house: format, lint, types, import rules, unused code, then unit, database and API tests
(vitest), then the browser tests (Playwright) against a platform started afresh. Nothing has to run beforehand.
Suites that need Redis use REDIS_URL, else a redis-server from the PATH.`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return console.log(usage);
  const wants = (part: string) => values.only === undefined || values.only === part;
  mkdirSync(join(repositoryRoot, 'artifacts'), { recursive: true });

  let totals: Totals = noTotals;
  if (wants('static')) {
    totals = add(totals, await runCheck('Format and lint', 'biome', ['ci', '.']));
    totals = add(totals, await runCheck('Types', 'pnpm', ['types']));
    totals = add(totals, await runCheck('Import rules', 'node', ['infra/local/check-import-rules.ts']));
    totals = add(totals, await runCheck('Unused code', 'knip', []));
  }
  if (wants('unit')) {
    const redis = await findRedis();
    try {
      totals = add(totals, await runUnitTests(redis.url));
    } finally {
      await redis.stop();
    }
    totals = add(totals, redis.totals);
  }
  if (wants('browser')) totals = add(totals, await runBrowserTests());

  for (const test of totals.unsteady ?? []) console.log(`~ passed only when run again alone: ${test}`);
  for (const failure of totals.failures ?? []) console.log(`✗ ${failure}`);
  console.log(
    `\n${totals.failed === 0 ? bold('All checks passed') : bold('Some checks failed')} ${dim(elapsed())}`,
  );
  console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
  process.exitCode = totals.failed === 0 && totals.passed > 0 ? 0 : 1;
}

await main();
