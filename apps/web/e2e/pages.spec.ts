import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { scenes } from './scenes.ts';
import { test as base, expect } from './test.ts';
import { makeWorld, type World } from './world.ts';

const pictures = join(import.meta.dirname, '..', '..', '..', 'artifacts', 'pictures');

const test = base.extend<object, { world: World }>({
  world: [async ({ browser }, use) => use(await makeWorld(browser)), { scope: 'worker' }],
});

const screens = [
  { width: 1440, height: 900 },
  { width: 360, height: 800 },
] as const;

/**
 * Every page, in both widths and both themes: a picture, what axe finds, and whether it fits. It is shown once a width;
 * the theme is changed under it, and what a theme can break (contrast) is looked at anew.
 */
for (const [viewport, themes] of [
  [screens[0], ['light', 'dark']],
  [screens[1], ['dark', 'light']],
] as const) {
  test.describe(`${viewport.width} px`, () => {
    test.use({ viewport, colorScheme: themes[0] });
    for (const scene of scenes) {
      test(`${scene.name}: axe finds nothing, nothing scrolls sideways`, async ({ page, context, world }) => {
        if (scene.visitor === 'member') await context.addCookies(world.cookies);
        if (scene.visitor === 'newcomer') await context.addCookies(world.emptyCookies);
        if (scene.visitor === 'crew') await context.addCookies(world.crewCookies);
        await scene.show(page, world);
        for (const colorScheme of themes) {
          const changed = colorScheme !== themes[0];
          if (changed) await page.emulateMedia({ colorScheme });
          await page.screenshot({
            path: join(pictures, `${colorScheme}-${viewport.width}`, `${scene.name}.png`),
            animations: 'disabled',
          });
          const axe = new AxeBuilder({ page });
          const { violations } = await (changed ? axe.withRules(['color-contrast']) : axe).analyze();
          const found = violations.map(
            ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`,
          );
          expect.soft(found, colorScheme).toEqual([]);
        }
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(width, 'width of the page').toBeLessThanOrEqual(viewport.width);
      });
    }
  });
}
