import type { BrowserContext } from '@playwright/test';
import { test as base, expect, login, loginAsOperator } from './test.ts';

/** Somebody with nothing yet, who only looks: one for all of a worker's pages. */
const test = base.extend<object, { cookies: Awaited<ReturnType<BrowserContext['cookies']>> }>({
  cookies: [
    async ({ browser }, use) => {
      const context = await browser.newContext();
      await login(context);
      await use(await context.cookies());
      await context.close();
    },
    { scope: 'worker' },
  ],
});

/** quality.md: JavaScript that a route loads first, in bytes as they came over the wire. */
const limitBytes = 200_000;

for (const path of [
  '/sign-in',
  '/sign-up',
  '/forgot-password',
  '/agents',
  `/agents/agt_${'0'.repeat(26)}`,
  '/runs',
  '/threads',
  '/knowledge',
  '/tests',
  '/tests/datasets/new',
  `/agents/agt_${'0'.repeat(26)}/versions`,
  `/agents/agt_${'0'.repeat(26)}/playground`,
  `/agents/agt_${'0'.repeat(26)}/improve`,
  `/agents/agt_${'0'.repeat(26)}/counterexamples`,
  '/approvals',
  '/schedules',
  '/ideas',
  '/marketplace',
  `/marketplace/tpl_${'0'.repeat(26)}`,
  `/marketplace/tpl_${'0'.repeat(26)}/purchase`,
  '/library',
  '/studio',
  '/studio/new',
  `/studio/tpl_${'0'.repeat(26)}`,
  '/settings/billing',
  '/models',
  '/models/explain',
  '/dashboard',
  '/shortcuts',
  '/usage',
  '/settings/team',
  '/settings/teams',
  '/settings/members',
  '/settings/roles',
  '/join?invitation=x',
  '/settings/connections',
  '/settings/keys',
  '/settings/limits',
  '/settings/webhooks',
  '/settings/audit',
  '/settings/security',
  '/settings/sessions',
  '/settings/privacy',
  '/outbox',
  '/operator',
  '/docs/diagnostics',
  '/docs/tools',
]) {
  test(`${path} needs less than 200 KB of scripts`, async ({ page, context, cookies }) => {
    if (path === '/operator') await loginAsOperator(context);
    else await context.addCookies(cookies);
    const html = (await (await page.goto(path))?.text()) ?? '';
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    // What the page itself names; what its scripts fetch afterwards, each when it is needed, is not first.
    const named = [...html.matchAll(/<(?:script|link)\b[^>]*?(?:src|href)="([^"]+\.js[^"]*)"/g)].map(
      ([, address = '']) => new URL(address, page.url()).href,
    );
    const bytes = await page.evaluate(
      (addresses) =>
        performance
          .getEntriesByType('resource')
          .filter(
            (entry): entry is PerformanceResourceTiming =>
              entry instanceof PerformanceResourceTiming && addresses.includes(entry.name),
          )
          .map(({ encodedBodySize }) => encodedBodySize),
      named,
    );
    expect(bytes.length, 'scripts').toBeGreaterThan(3);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(limitBytes);
  });
}
