import { expect, test } from './test.ts';

test('an idea is written down, watched, judged, shared with whoever has the link, and compared', async ({
  page,
  browser,
  account,
}) => {
  expect(account.email).toContain('@');
  await page.goto('/ideas');
  await expect(page.getByText('No ideas yet')).toBeVisible();
  await page.getByLabel('Your idea').fill('Hm');
  await page.getByRole('button', { name: 'Check idea' }).click();
  await expect(page.getByText('Say it in a sentence')).toBeVisible();
  await page.getByLabel('Your idea').fill('A box that waters balcony plants by the weather report.');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page).toHaveURL(/\/ideas\/ide_/);

  // Nobody here can search the web, so nothing can be shown, and nothing passes.
  const verdict = page.getByRole('region', { name: 'Verdict' });
  await expect(verdict.getByText('Inconclusive')).toBeVisible({ timeout: 30_000 });
  await expect(verdict.getByText(/Without evidence: novelty_score/)).toBeVisible();
  await expect(page.getByRole('region', { name: 'Figures' }).getByText('Not known').first()).toBeVisible();

  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Copy the link now' });
  const link = (await dialog.locator('code').textContent()) ?? '';
  await dialog.getByRole('button', { name: 'I have copied it' }).click();
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(link);
  await expect(stranger.getByRole('heading', { level: 1, name: 'A checked idea' })).toBeVisible();
  await expect(stranger.getByText('A box that waters balcony plants').first()).toBeVisible();
  await page.getByRole('button', { name: 'End the link' }).click();
  await expect(page.getByText('The link has ended').first()).toBeVisible();
  await stranger.goto(link);
  await expect(stranger.getByText('This link opens nothing').first()).toBeVisible();
  await stranger.context().close();

  await page.goto('/ideas');
  await page.getByLabel('Your idea').fill('A marketplace for used garden tools between neighbours.');
  await page.getByRole('button', { name: 'Check idea' }).click();
  await expect(page.getByRole('region', { name: 'Verdict' })).toBeVisible({ timeout: 30_000 });
  await page.goto('/ideas');
  const boxes = page.getByRole('checkbox', { name: /^Compare/ });
  await expect(boxes).toHaveCount(2);
  for (const box of await boxes.all()) await box.check();
  await page.getByRole('button', { name: 'Compare 2' }).click();
  const table = page.getByRole('region', { name: 'Side by side' });
  await expect(table.getByRole('row', { name: /Revenue a month/ })).toContainText('Not known');

  await page
    .getByRole('link', { name: /A box that waters/ })
    .last()
    .click();
  await page.getByRole('button', { name: 'Delete the idea' }).click();
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page).toHaveURL(/\/ideas$/);
  await expect(boxes).toHaveCount(1);
});
