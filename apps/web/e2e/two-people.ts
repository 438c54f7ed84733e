import { type Browser, expect, type Page } from '@playwright/test';
import { login } from './test.ts';

export const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name, level: 1 });

export async function createTeam(page: Page, name: string): Promise<void> {
  await page
    .getByRole('button', { name: /^Team: / })
    .first()
    .click();
  await page.getByRole('menuitem', { name: 'Create team' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill(name);
  await page.getByRole('dialog').getByRole('button', { name: 'Create team' }).click();
  await expect(page.getByRole('button', { name: `Team: ${name}` }).first()).toBeVisible();
  await expect(heading(page, 'Members')).toBeVisible();
}

/** Invites by the page and answers with the link, which is shown once. */
export async function inviteBy(page: Page, email: string, role: string): Promise<string> {
  await page.goto('/settings/members?invite=1');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Email').fill(email);
  await dialog.getByLabel('Role').selectOption(role);
  await dialog.getByRole('button', { name: 'Send invitation' }).click();
  const link = (await dialog.getByText(/\/join\?invitation=/).textContent()) ?? '';
  await dialog.getByRole('button', { name: 'Done' }).click();
  return link;
}

/** Bo, in another browser, whom the account has invited into its new team and who has come. */
export async function joinedByBo(page: Page, browser: Browser): Promise<Page> {
  const context = await browser.newContext();
  const guest = await login(context, 'Bo');
  const bo = await context.newPage();
  await page.goto('/agents');
  await createTeam(page, 'Night crew');
  const link = await inviteBy(page, guest.email, 'Editor');
  await expect(page.getByRole('region', { name: 'Invitations' })).toContainText(guest.email);
  // The link is for Bo: who is signed in as somebody else is told so, and uses nothing up.
  await page.goto(link);
  await expect(page.getByText('You are signed in as')).toContainText(guest.email);

  await bo.goto(link);
  await bo.getByRole('button', { name: 'Join Night crew' }).click();
  await expect(bo.getByRole('button', { name: 'Team: Night crew' }).first()).toBeVisible();
  return bo;
}
