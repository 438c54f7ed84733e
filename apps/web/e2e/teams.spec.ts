import { agentSpec } from './specs.ts';
import { endpoints, expect, login, test } from './test.ts';
import { createTeam, heading, inviteBy, joinedByBo } from './two-people.ts';

test('two browsers: what one member makes the other finds, also from another team', async ({
  page,
  account,
  browser,
}) => {
  test.slow();
  expect(account.email).toContain('@');
  const bo = await joinedByBo(page, browser);
  await page.goto('/agents?new=1');
  await page.getByRole('dialog').getByLabel('Title').fill('Shared helper');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Create/ })
    .click();
  await expect(page).toHaveURL(/\/agents\/agt_/);
  const address = new URL(page.url()).pathname;
  await bo.goto('/agents');
  await expect(bo.getByRole('main').getByRole('link', { name: 'Shared helper' })).toBeVisible();

  // In another team of Bo's the address leads back here.
  await bo
    .getByRole('button', { name: /^Team: / })
    .first()
    .click();
  await bo.getByRole('menuitem', { name: /workspace/ }).click();
  await expect(bo.getByRole('button', { name: /^Team: .*workspace/ }).first()).toBeVisible();
  await bo.goto(address);
  await bo.getByRole('button', { name: 'Switch to Night crew' }).click();
  await expect(heading(bo, 'Shared helper')).toBeVisible();
  await bo.context().close();
});

test('two browsers: a member gets another role, is removed, and is shut out', async ({
  page,
  account,
  browser,
}) => {
  test.slow();
  expect(account.email).toContain('@');
  const bo = await joinedByBo(page, browser);
  await page.goto('/settings/members');
  const row = page.getByRole('region', { name: 'Members' }).getByRole('listitem').filter({ hasText: 'Bo' });
  await row.getByLabel('Role of Bo').selectOption('Viewer');
  await expect(page.getByText('Bo is a viewer now', { exact: true })).toBeVisible();
  await row.getByRole('button', { name: 'Remove Bo' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Remove member' })).toBeDisabled();
  await dialog.getByLabel('Type Bo to confirm').fill('Bo');
  await dialog.getByRole('button', { name: 'Remove member' }).click();
  await expect(row).toHaveCount(0);

  // The page that is open finds nothing at its next look, and says why.
  await bo.getByRole('link', { name: 'Runs' }).first().click();
  const closed = bo.getByRole('status').filter({ hasText: 'Night crew is closed to you' });
  await closed.getByRole('button', { name: 'Go to your own team' }).click();
  await expect(bo.getByRole('button', { name: /^Team: .*workspace/ }).first()).toBeVisible();
  await bo.context().close();
});

test('who has no account makes one on the way in', async ({ page, account, browser }) => {
  test.slow();
  expect(account.email).toContain('@');
  await page.goto('/agents');
  await createTeam(page, 'Newcomers');
  const email = `ada-${Date.now()}-${process.pid}@example.com`;
  const link = await inviteBy(page, email, 'Viewer');
  const context = await browser.newContext();
  const ada = await context.newPage();
  await ada.goto(link);
  await ada.getByRole('link', { name: 'Create an account' }).click();
  await expect(ada.getByLabel('Email')).toHaveValue(email);
  await ada.getByLabel('Password').fill('correct horse battery');
  await ada.getByRole('button', { name: 'Create account' }).click();
  await ada.getByRole('button', { name: 'Join Newcomers' }).click();
  await expect(ada.getByRole('button', { name: 'Team: Newcomers' }).first()).toBeVisible();
  await ada.goto('/settings/members');
  await expect(ada.getByRole('region', { name: 'Members' }).getByRole('listitem')).toHaveCount(2);
  await expect(ada.getByRole('button', { name: 'Invite' })).toHaveCount(0);
  await context.close();
});

test('a team chosen in one tab is told to the others, which stay in theirs until they are told otherwise', async ({
  page,
  context,
  account,
}) => {
  await account.api.createAgent(agentSpec({ name: 'till', title: 'Till' }));
  await page.goto('/agents');
  const other = await context.newPage();
  await other.goto('/agents');
  await createTeam(other, 'Second');
  const notice = page.getByRole('status').filter({ hasText: 'You chose Second in another tab' });
  await expect(notice).toBeVisible();
  // Still in its own team, and so is what it asks for.
  await page.getByRole('main').getByRole('link', { name: 'Till' }).click();
  await expect(heading(page, 'Till')).toBeVisible();
  await notice.getByRole('button', { name: 'Open Second' }).click();
  await expect(page.getByRole('button', { name: 'Team: Second' }).first()).toBeVisible();
});

test('a deleted team is shut at once and can be had back', async ({ page, account }) => {
  expect(account.email).toContain('@');
  await page.goto('/agents');
  await createTeam(page, 'Short lived');
  await page.goto('/settings/team');
  await page.getByRole('button', { name: 'Delete the team' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Delete team' })).toBeDisabled();
  await dialog.getByLabel('Type Short lived to confirm').fill('Short lived');
  await dialog.getByRole('button', { name: 'Delete team' }).click();
  await expect(heading(page, 'Your teams')).toBeVisible();
  const deleted = page.getByRole('region', { name: 'Deleted teams' });
  await expect(deleted).toContainText('Short lived');
  await deleted.getByRole('button', { name: 'Restore Short lived' }).click();
  await expect(page.getByRole('button', { name: 'Team: Short lived' }).first()).toBeVisible();
});

test('an invitation that waits is found in the switcher, and by the mail in the outbox', async ({
  page,
  account,
  browser,
}) => {
  const context = await browser.newContext();
  const host = await context.newPage();
  await login(context, 'Hanna');
  await host.goto('/agents');
  await createTeam(host, 'Hosts');
  await inviteBy(host, account.email, 'Admin');
  await page.goto('/agents');
  await page
    .getByRole('button', { name: /^Team: .*1 invitation/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: '1 invitation' }).click();
  await page.getByRole('button', { name: 'Join Hosts' }).click();
  await expect(page.getByRole('button', { name: 'Team: Hosts' }).first()).toBeVisible();
  await page.goto(`${endpoints.web_url}/outbox`);
  await expect(page.getByText('Invitation to the team "Hosts"').first()).toBeVisible();
  await context.close();
});
