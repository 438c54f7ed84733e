import { expect, test } from './test.ts';

/** quality.md: JavaScript that a route loads first, in bytes as they came over the wire. */
const limitBytes = 200_000;

for (const path of [
  '/sign-in',
  '/sign-up',
  '/forgot-password',
  '/agents',
  '/runs',
  '/threads',
  '/knowledge',
  '/approvals',
  '/models',
  '/models/explain',
  '/usage',
  '/settings/connections',
  '/settings/keys',
  '/outbox',
  '/docs/diagnostics',
  '/docs/tools',
]) {
  test(`${path} needs less than 200 KB of scripts`, async ({ page, account }) => {
    expect(account.email).toContain('@');
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const bytes = await page.evaluate(() => {
      const named = new Set(
        [...document.querySelectorAll('script[src]')].map((script) => (script as HTMLScriptElement).src),
      );
      return performance
        .getEntriesByType('resource')
        .filter((entry): entry is PerformanceResourceTiming => named.has(entry.name))
        .map(({ encodedBodySize }) => encodedBodySize);
    });
    expect(bytes.length, 'scripts').toBeGreaterThan(3);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(limitBytes);
  });
}
