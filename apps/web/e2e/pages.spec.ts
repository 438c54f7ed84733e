import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { scenes } from './scenes.ts';
import { test as base, expect, loginAsOperator } from './test.ts';
import { makeWorld, type World } from './world.ts';

const pictures = join(import.meta.dirname, '..', '..', '..', 'artifacts', 'pictures');

const test = base.extend<object, { world: World }>({
  world: [async ({ browser }, use) => use(await makeWorld(browser)), { scope: 'worker' }],
});

/** Asked of WCAG 2.2 AA, and left out by axe unless one says so: targets of 24 px, or as much room around them. */
const alsoAsked = { rules: { 'target-size': { enabled: true } } };

const screens = [
  { viewport: { width: 1440, height: 900 }, themes: ['light', 'dark'] },
  { viewport: { width: 360, height: 800 }, themes: ['dark', 'light'] },
] as const;

/** What sticks out at the right of the page, outermost first, so that a failure says where to look. */
async function findTooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const out = [...document.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > clientWidth)
      .slice(0, 20)
      .map((element) => `${element.tagName} ${element.getAttribute('class') ?? ''}`.slice(0, 120));
    return [`${scrollWidth} px in ${clientWidth}`, ...out];
  });
}

/**
 * Every page, in both widths and both themes: a picture, what axe finds, and whether it fits. It is shown once; its
 * width and its theme are changed under it, as a person does who turns a tablet, and what a theme can break (contrast) is looked
 * at anew. What is made for small screens alone is walked through in small-screen.spec.ts.
 */
for (const scene of scenes) {
  test(`${scene.name}: axe finds nothing, nothing scrolls sideways`, async ({ page, context, world }) => {
    if (scene.visitor === 'member') await context.addCookies(world.cookies);
    if (scene.visitor === 'newcomer') await context.addCookies(world.emptyCookies);
    if (scene.visitor === 'crew') await context.addCookies(world.crewCookies);
    if (scene.visitor === 'operator') await loginAsOperator(context);
    await scene.show(page, world);
    for (const { viewport, themes } of screens) {
      await page.setViewportSize(viewport);
      for (const colorScheme of themes) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({
          path: join(pictures, `${colorScheme}-${viewport.width}`, `${scene.name}.png`),
          animations: 'disabled',
        });
        // In the page itself: there are no frames of others, for which axe else opens a second page each time.
        const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
        const anew = colorScheme === themes[0];
        const { violations } = await (anew
          ? axe.options(alsoAsked)
          : axe.withRules(['color-contrast'])
        ).analyze();
        const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
        expect.soft(found, `${viewport.width} px, ${colorScheme}`).toEqual([]);
      }
      expect.soft(await findTooWide(page), `${viewport.width} px`).toEqual([]);
    }
  });
}
