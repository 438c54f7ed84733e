import { agentSpec } from './specs.ts';
import { expect, test } from './test.ts';

test.use({ viewport: { width: 360, height: 800 }, hasTouch: true });

test('at 360 px: from the list to an agent, run it, read every step', async ({ page, account }) => {
  await account.api.createAgent(agentSpec({ name: 'till', title: 'Till' }));
  await page.goto('/agents');
  await page.getByRole('link', { name: 'Till' }).tap();
  await page.getByRole('tab', { name: 'Run' }).tap();
  await page.getByLabel('Request').fill('What is 6 * 7?');
  await page.getByRole('tabpanel', { name: 'Run' }).getByRole('button', { name: 'Run agent' }).tap();
  await expect(page.getByRole('article').getByText('Succeeded')).toBeVisible();
  await page.getByRole('link', { name: 'Every step' }).tap();
  await page.getByRole('region', { name: 'Steps' }).getByRole('button', { name: 'calculator' }).tap();
  await expect(page.getByRole('region', { name: 'calculator' }).locator('pre').last()).toContainText('42');
  await page
    .getByRole('navigation', { name: 'Workspace, small screens' })
    .getByRole('link', { name: 'Runs' })
    .tap();
  await expect(page.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible();
  await expect(page.getByRole('main').getByRole('listitem')).toContainText('What is 6 * 7?');
});

test('at 360 px: the text of a spec can be edited and saved', async ({ page, account }) => {
  const { id } = await account.api.createAgent(agentSpec({ name: 'till', title: 'Till' }));
  await page.goto(`/agents/${id}`);
  await page.getByRole('textbox', { name: /^Spec\./ }).focus();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('Round to cents.');
  await page.getByRole('button', { name: 'Save', exact: true }).tap();
  await expect(page.getByText('v2 · saved')).toBeVisible();
});
