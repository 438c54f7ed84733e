import { Secret, TOTP } from 'otpauth';
import { authClient, endpoints, expect, login, password, test } from './test.ts';

/** What the dialog shows is all that an app gets to know. */
async function readCode(secret: string): Promise<string> {
  return new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) }).generate();
}

test('a second factor is set up, asked for at sign-in, replaced by a recovery code, and removed', async ({
  page,
  account,
}) => {
  await page.goto('/settings/security');
  const dialog = page.getByRole('dialog');
  async function begin() {
    await page.getByRole('button', { name: 'Add an app' }).click();
    await dialog.getByLabel('Name of the app or phone').fill('Work phone');
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await expect(dialog.getByRole('img', { name: /QR code/ })).toBeVisible();
  }
  // Given up, and begun anew under the same name.
  await begin();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await begin();
  const secret = (await dialog.locator('code').textContent()) ?? '';
  await dialog.getByLabel('The six digits that it shows').fill('000000');
  await dialog.getByRole('button', { name: 'Turn on' }).click();
  await expect(dialog.getByRole('alert')).toContainText('That code is not right');
  await dialog.getByLabel('The six digits that it shows').fill(await readCode(secret));
  await dialog.getByRole('button', { name: 'Turn on' }).click();

  await page
    .getByRole('dialog', { name: 'Recovery codes' })
    .getByRole('button', { name: 'Make codes' })
    .click();
  const shown = page.getByRole('dialog').getByRole('listitem');
  await expect(shown).toHaveCount(10);
  const codes = await shown.allTextContents();
  await page.getByRole('button', { name: 'I have stored them' }).click();
  await expect(page.getByText('10 of 10 are left')).toBeVisible();

  // The code of before would not serve a second time, so a recovery code opens the door.
  await page.getByRole('button', { name: /^Account:/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL('/sign-in');
  await page.goto('/sign-in?next=%2Fsettings%2Fsecurity');
  await page.getByLabel('Email').fill(account.email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Show your second factor' })).toBeVisible();
  // Half signed in is not signed in.
  await page.goto('/agents');
  await expect(page).toHaveURL(/\/second-factor/);
  await page.goto('/second-factor?next=%2Fsettings%2Fsecurity');
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await page.getByLabel('Recovery code').fill(codes[0]?.toUpperCase() ?? '');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page).toHaveURL('/settings/security');
  await expect(page.getByText('9 of 10 are left')).toBeVisible();

  await page.getByRole('button', { name: 'Remove Work phone' }).click();
  await expect(page.getByRole('button', { name: 'Remove app' })).toBeDisabled();
  await page.getByLabel('Type Work phone to confirm').fill('Work phone');
  await page.getByRole('button', { name: 'Remove app' }).click();
  await expect(page.getByText('No second factor', { exact: true })).toBeVisible();
});

test('a session elsewhere is seen and ended, and so are all others', async ({ page, account, browser }) => {
  const signIn = async () => {
    const { data } = await authClient().auth.signInWithPassword({ email: account.email, password });
    return data.session?.access_token ?? '';
  };
  const first = await signIn();
  const second = await signIn();
  const statusOf = async (token: string) =>
    (await fetch(`${endpoints.api_url}/v1/agents`, { headers: { authorization: `Bearer ${token}` } })).status;
  expect(await statusOf(first)).toBe(200);

  await page.goto('/settings/sessions');
  const rows = page.getByRole('region', { name: 'Sessions' }).getByRole('listitem');
  await expect(rows).toHaveCount(3);
  await expect(rows.filter({ hasText: 'This session' })).toHaveCount(1);
  await rows
    .getByRole('button', { name: /^End the session/ })
    .first()
    .click();
  await expect(rows).toHaveCount(2);
  await page.getByRole('button', { name: 'End all others' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End all others' }).click();
  await expect(page.getByText('You are signed in nowhere else.')).toBeVisible();
  await expect.poll(() => statusOf(first)).toBe(401);
  await expect.poll(() => statusOf(second)).toBe(401);
  await page.reload();
  await expect(rows).toHaveCount(1);

  // Another person's list is their own.
  const stranger = await browser.newContext();
  await login(stranger);
  const theirs = await stranger.newPage();
  await theirs.goto(`${endpoints.web_url}/settings/sessions`);
  await expect(theirs.getByText('You are signed in nowhere else.')).toBeVisible();
  await stranger.close();
});

test('a team asks for a second factor, and who has none sets one up at the door', async ({
  page,
  account,
}) => {
  expect(account.email).toContain('@');
  await page.goto('/settings/security');
  await page.getByLabel('From when').selectOption('at once');
  await page.getByRole('button', { name: 'Ask for a second factor' }).click();
  await expect(async () => {
    await page.goto('/agents');
    await expect(page.getByRole('heading', { name: 'Set up a second factor' })).toBeVisible({
      timeout: 1_000,
    });
  }).toPass();
  await page.getByRole('button', { name: 'Continue' }).click();
  const secret = (await page.locator('code').textContent()) ?? '';
  await page.getByLabel('The six digits that it shows').fill(await readCode(secret));
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect(page.getByRole('heading', { name: 'Agents', level: 1 })).toBeVisible();
});
