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
];

/** Every page, in both themes and both widths: a picture, what axe finds, and whether it fits. */
for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of screens) {
    test.describe(`${colorScheme}, ${viewport.width} px`, () => {
      test.use({ colorScheme, viewport });
      for (const scene of scenes) {
        test(`${scene.name}: axe finds nothing, nothing scrolls sideways`, async ({
          page,
          context,
          world,
        }) => {
          if (scene.visitor === 'member') await context.addCookies(world.cookies);
          if (scene.visitor === 'newcomer') await context.addCookies(world.emptyCookies);
          if (scene.visitor === 'crew') await context.addCookies(world.crewCookies);
          await scene.show(page, world);
          await page.screenshot({
            path: join(pictures, `${colorScheme}-${viewport.width}`, `${scene.name}.png`),
            animations: 'disabled',
          });
          const width = await page.evaluate(() => document.documentElement.scrollWidth);
          expect.soft(width, 'width of the page').toBeLessThanOrEqual(viewport.width);
          const { violations } = await new AxeBuilder({ page }).analyze();
          expect(
            violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`),
          ).toEqual([]);
        });
      }
    });
  }
}
