import type { Page } from '@playwright/test';
import { endpoints, expect, freshEmail, login, password, test } from './test.ts';

async function fillIn(page: Page, email: string, secret: string): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(secret);
}

async function signUp(page: Page): Promise<string> {
  const email = freshEmail();
  await page.goto('/sign-up');
  await fillIn(page, email, password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page).toHaveURL('/agents');
  return email;
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account:/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL('/sign-in');
}

/** Follows the link in the newest mail to the address, as its reader would in the outbox. */
async function followMail(page: Page, to: string, subject: string): Promise<void> {
  await page.goto('/outbox');
  await page.getByRole('button', { name: new RegExp(`${subject}.*${to}`, 's') }).click();
  await page.getByRole('region', { name: subject }).getByRole('link').click();
}

test('sign up, sign out, sign in again', async ({ page }) => {
  const email = await signUp(page);
  await expect(page.getByRole('heading', { name: 'Agents', level: 1 })).toBeVisible();
  await signOut(page);
  await page.goto('/agents');
  await expect(page).toHaveURL(/\/sign-in/);
  await fillIn(page, email, password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page).toHaveURL('/agents');
});

test('a wrong password and an unknown address read the same', async ({ page, browser }) => {
  const stranger = await browser.newContext();
  const { email } = await login(stranger);
  await stranger.close();
  const said: string[] = [];
  for (const address of [email, freshEmail()]) {
    await page.goto('/sign-in');
    await fillIn(page, address, 'not the password');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    said.push((await page.getByRole('main').getByRole('alert').textContent()) ?? '');
  }
  expect(said[0]).toContain('do not match an account');
  expect(said[1]).toBe(said[0]);
});

test('the forms say at the field what is missing, before anything is sent', async ({ page }) => {
  await page.goto('/sign-up');
  await page.getByLabel('Email').fill('not an address');
  await page.getByLabel('Password', { exact: true }).fill('short');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByLabel('Email')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await expect(page).toHaveURL('/sign-up');
});

test('a forgotten password: mail in the outbox, a new one, the old one is worth nothing', async ({
  page,
}) => {
  const email = await signUp(page);
  await signOut(page);
  await page.getByRole('link', { name: 'Forgot it?' }).click();
  await page.getByLabel('Email').fill(email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible();
  await followMail(page, email, 'Reset your password');
  await expect(page).toHaveURL('/reset-password');
  await page.getByLabel('New password').fill('another good phrase');
  await page.getByRole('button', { name: 'Save password' }).click();
  await expect(page).toHaveURL('/agents');
  await signOut(page);
  await fillIn(page, email, password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('main').getByRole('alert')).toContainText('do not match');
  await fillIn(page, email, 'another good phrase');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page).toHaveURL('/agents');
});

test('a mailed link signs in, once', async ({ page }) => {
  const email = await signUp(page);
  await signOut(page);
  await page.getByLabel('Email').fill(email);
  await page.getByRole('button', { name: 'Email me a sign-in link' }).click();
  await page.getByRole('link', { name: 'open the outbox' }).click();
  await page.getByRole('button', { name: new RegExp(email) }).click();
  const link = page.getByRole('region', { name: 'Your sign-in link' }).getByRole('link');
  const address = (await link.getAttribute('href')) ?? '';
  await link.click();
  await expect(page).toHaveURL('/agents');
  await signOut(page);
  await page.goto(address);
  await expect(page).toHaveURL('/sign-in?problem=link');
  await expect(page.getByRole('main').getByRole('alert')).toContainText('link');
});

test('the demo account is one press away', async ({ page }) => {
  await page.goto('/sign-in');
  await expect(page.getByText(endpoints.demo.email)).toBeVisible();
  await page.getByRole('button', { name: 'Use the demo account' }).click();
  await expect(page).toHaveURL('/agents');
});

test('a page that needs an account leads to sign-in and back to where one wanted to go', async ({ page }) => {
  const email = await signUp(page);
  await signOut(page);
  await page.goto('/runs?status=failed');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await fillIn(page, email, password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page).toHaveURL('/runs?status=failed');
});

test('a way back to another site is no way back', async ({ page }) => {
  const email = await signUp(page);
  await signOut(page);
  await page.goto('/sign-in?next=https://evil.example/agents');
  await fillIn(page, email, password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page).toHaveURL('/agents');
});

test('Q15: tokens live in cookies that no script can read', async ({ page, context }) => {
  await signUp(page);
  const session = (await context.cookies()).filter(({ name }) => /^af-(access|refresh)$/.test(name));
  expect(session.map(({ name }) => name).sort()).toEqual(['af-access', 'af-refresh']);
  for (const cookie of session) expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' });

  const readable = await page.evaluate(async () => {
    const stores = [document.cookie, JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
    const databases = (await indexedDB.databases()).map(({ name }) => name);
    return { text: `${stores.join()} ${document.documentElement.outerHTML}`, databases };
  });
  for (const { value } of session) expect(readable.text).not.toContain(value);
  expect(readable.text).not.toMatch(/eyJ[\w-]{10,}\.eyJ/);
  expect(readable.databases).toEqual([]);
});

test('the outbox opens for who is signed out', async ({ page }) => {
  await page.goto('/outbox');
  await expect(page.getByRole('heading', { name: 'Outbox', level: 1 })).toBeVisible();
  await expect(page).toHaveURL('/outbox');
});
