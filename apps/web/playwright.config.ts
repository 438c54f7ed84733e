import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { chromiumFlags, findChromium } from './e2e/chromium.ts';
import { readEndpoints, readStandInModelUrl } from './e2e/endpoints.ts';

const artifacts = join(import.meta.dirname, '..', '..', 'artifacts');
const { web_url: baseURL } = readEndpoints();
// Each worker reads this file anew; the first one to do so decides for all.
process.env.CHROMIUM_PATH = await findChromium();
const standIn = readStandInModelUrl();

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  outputDir: join(artifacts, 'playwright'),
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // Where everything is run at once, what passes when tried again is named at the end as unsteady.
  retries: process.env.CI ? 1 : 0,
  workers: 2,
  // Generous, for busy machines: nothing waits this long unless it is broken.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: join(artifacts, 'playwright.json') }]],
  ...(standIn === undefined
    ? {}
    : { webServer: { name: 'stand-in model', command: 'node e2e/stand-in-model.ts', url: standIn } }),
  use: {
    baseURL,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: process.env.CHROMIUM_PATH, args: [...chromiumFlags] },
  },
});
