import { cards, makeTestedAgent, payWith } from './some-shop.ts';
import { expect, login, loginAsOperator, test } from './test.ts';

test('a template is published at 19.00, looked at, found, tried, bought, run and reviewed, and brings 13.30', async ({
  page,
  browser,
  account,
}) => {
  test.slow();
  const title = `Sums ${Date.now().toString(36)}`;
  const agentId = await makeTestedAgent(account);

  await page.goto(`/studio/new?agent=${agentId}`);
  await expect(page.getByRole('region', { name: 'Gate' }).getByText('Open', { exact: true })).toBeVisible();
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('Price in US dollars').fill('19.0.0');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(page.getByText('Say in one sentence what it does.')).toBeVisible();
  await expect(page.getByText('An amount like 19.00, or 0 for nothing.')).toBeVisible();
  await page.getByLabel('In one sentence').fill('Does sums without a slip.');
  await page.getByLabel('Price in US dollars').fill('19.00');
  await page.getByLabel('Category').selectOption('finance');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
  await page.getByLabel('What should people know about it?').fill('The first of them.');
  await page.getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByText('Being looked at').first()).toBeVisible();

  const operators = await browser.newContext();
  await loginAsOperator(operators);
  const desk = await operators.newPage();
  await desk.goto('/operator');
  await desk.getByText(title).click();
  const waiting = desk.getByRole('listitem').filter({ hasText: title }).first();
  await expect(waiting.getByText('Card numbers never leave the agent.')).toBeVisible();
  await waiting.getByRole('button', { name: 'List it' }).click();
  await expect(desk.getByText('It is listed').first()).toBeVisible();
  await operators.close();

  // Anybody finds it, by a word that is not quite right; what it is made of is not for them.
  const strangers = await browser.newContext();
  const stranger = await strangers.newPage();
  await stranger.goto('/marketplace');
  await stranger.getByRole('searchbox', { name: 'Search templates' }).fill(title.toLowerCase());
  await expect(stranger).toHaveURL(/q=sums/);
  await stranger.getByRole('link', { name: title }).click();
  await expect(stranger.getByRole('heading', { name: title, level: 1 })).toBeVisible();
  await expect(stranger.getByRole('region', { name: 'Evidence' })).toContainText('Measured by the platform');
  await expect(stranger.getByRole('link', { name: 'Sign in to buy' })).toBeVisible();
  expect(await stranger.content()).not.toContain('Use the calculator for every sum');
  await strangers.close();

  const buyers = await browser.newContext();
  await login(buyers, 'Bo Winter');
  const buyer = await buyers.newPage();
  const templateId = new URL(page.url()).pathname.split('/').at(-1);
  await buyer.goto(`/marketplace/${templateId}`);
  const tries = buyer.getByRole('region', { name: 'Try it' });
  await tries.getByLabel('Your question').fill('What is 17 * 3?');
  await tries.getByRole('button', { name: 'Try' }).click();
  await expect(tries.getByRole('listitem')).toContainText('51');
  await expect(tries.getByText('2 tries left')).toBeVisible();

  await buyer.getByRole('button', { name: 'Buy for $19.00' }).click();
  await payWith(buyer, cards.good);
  await expect(buyer.getByText('It is yours')).toBeVisible();
  await expect(buyer.getByText('$19.00 was charged.')).toBeVisible();
  const [receipt] = await Promise.all([
    buyer.waitForEvent('popup'),
    buyer.getByRole('link', { name: 'Receipt' }).click(),
  ]);
  await expect(receipt.getByText('$19.00')).toBeVisible();
  await receipt.close();
  await buyer.getByRole('button', { name: 'Deploy it' }).click();
  const dialog = buyer.getByRole('dialog');
  const accept = dialog.getByRole('checkbox');
  await expect(dialog.getByLabel('Name')).toBeVisible();
  if (await accept.isVisible()) await accept.check();
  await dialog.getByRole('button', { name: 'Deploy' }).click();
  await dialog.getByRole('link', { name: 'Run it' }).click();
  await expect(buyer).toHaveURL(/\/agents\/agt_/);
  const run = buyer.getByRole('tabpanel', { name: 'Run' });
  await run.getByRole('textbox').first().fill('What is 21 * 2?');
  await run.getByRole('button', { name: 'Run agent' }).click();
  await expect(buyer.getByRole('article').getByText('Succeeded')).toBeVisible();
  await expect(buyer.getByRole('article').locator('[aria-live=polite]')).toContainText('42');

  await buyer.goto(`/marketplace/${templateId}`);
  await buyer.getByRole('button', { name: 'Write a review' }).click();
  await buyer.getByRole('radio', { name: /5 stars/ }).check({ force: true });
  await buyer.getByLabel('What should others know?').fill('Right every time.');
  await buyer.getByLabel('Your name').fill('Bo');
  await buyer.getByRole('button', { name: 'Post review' }).click();
  await expect(buyer.getByRole('region', { name: 'Reviews' })).toContainText('Right every time.');
  await buyers.close();

  await page.goto('/studio?tab=earnings');
  const sale = page.getByRole('list', { name: 'Lines of the statement' }).getByRole('listitem');
  await expect(sale).toContainText('$19.00 = $13.30 you + $5.70 platform');
  await expect(sale).toContainText('+$13.30');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'CSV' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/\.csv$/);
  await sale.getByRole('button', { name: 'Sale' }).click();
  const entry = page.getByRole('dialog', { name: 'Sale' });
  await expect(entry.getByRole('row', { name: /balance at Stripe/ })).toContainText('$19.00');
  await expect(entry.getByRole('row', { name: /Earned, not sent/ })).toContainText('$13.30');
  await expect(entry.getByRole('row', { name: /platform’s part/ })).toContainText('$5.70');
  await page.goto(`/studio/${templateId}?tab=reviews`);
  await page.getByRole('button', { name: 'Answer' }).click();
  await page.getByLabel('Your answer').fill('Thank you.');
  await page.getByRole('button', { name: 'Save answer' }).click();
  await expect(page.getByRole('region', { name: 'Reviews' })).toContainText('Thank you.');
});

test('who does not run the installation finds no operator page', async ({ page, account }) => {
  expect(account.email).toContain('@');
  await page.goto('/operator');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/not found|no such page|nothing here/i);
});
