import type { Page } from '@playwright/test';
import { expect, test } from './test.ts';

/** What has the focus, when nothing of it can be seen: its name and where it lies; null else. */
function hidden(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (focused === null || focused === document.body) return null;
    const { left, right, top, bottom } = focused.getBoundingClientRect();
    const points = [
      ...[left + 2, right - 2].flatMap((x) => [top + 2, bottom - 2].map((y) => [x, y] as const)),
      [(left + right) / 2, (top + bottom) / 2] as const,
    ];
    const seen = points.some(([x, y]) => {
      const there = document.elementFromPoint(x, y);
      return (
        there !== null && (focused.contains(there) || there.closest('label')?.contains(focused) === true)
      );
    });
    const name = focused.getAttribute('aria-label') ?? focused.textContent;
    return seen ? null : `${name?.slice(0, 40)} at ${Math.round(top)} to ${Math.round(bottom)}`;
  });
}

/** WCAG 2.2, 2.4.11: bars that stick lie over what is scrolled below them. */
for (const path of ['/marketplace', '/settings/keys']) {
  test(`${path}: the focus is never wholly under a bar`, async ({ page, account }) => {
    expect(account.email).toContain('@');
    await page.setViewportSize({ width: 1440, height: 500 });
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    const under: string[] = [];
    for (const key of ['Tab', 'Shift+Tab']) {
      for (let step = 0; step < 40; step += 1) {
        await page.keyboard.press(key);
        const found = await hidden(page);
        if (found !== null) under.push(`${key}: ${found}`);
      }
    }
    expect(under).toEqual([]);
  });
}
