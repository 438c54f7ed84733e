import { defineConfig } from 'vitest/config';

/** Files that look at what importing a module does or first keeps, or change the environment that modules read once. */
const apart = [
  'packages/llm/src/catalogue/catalogue-of.test.ts',
  'packages/orchestrator/src/run/env.test.ts',
  'packages/stripe-local/src/server/start.test.ts',
  'apps/web/session/current-session.test.ts',
];
const exclude = ['**/node_modules/**', '**/.next/**', '**/.data/**'];

// Every room's tests run in one process pool. Postgres for the suites that need it comes from the
// environment (`infra/local test`) or is started by the global set-up. A process runs many files, one after the other,
// and reads each module once: a process of its own for each file was a quarter of the suite's time (decision 0417).
export default defineConfig({
  test: {
    globalSetup: ['packages/db/src/testing/global-setup.ts'],
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          isolate: false,
          include: [
            '{apps,packages,infra}/**/src/**/*.test.ts',
            'apps/web/**/*.test.ts',
            'infra/**/*.test.ts',
          ],
          exclude: [...exclude, ...apart],
        },
      },
      { extends: true, test: { name: 'apart', include: apart, exclude } },
    ],
  },
});
