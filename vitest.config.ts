import { defineConfig } from 'vitest/config';

// Every room's tests run in one process pool. Postgres for the suites that need it comes from the
// environment (`infra/local test`) or is started by the global set-up.
export default defineConfig({
  test: {
    include: ['{apps,packages,infra}/**/src/**/*.test.ts', 'apps/web/**/*.test.ts', 'infra/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/.next/**', '**/.data/**'],
    globalSetup: ['packages/db/src/testing/global-setup.ts'],
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
