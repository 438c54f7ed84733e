import { agentSpec } from './specs.ts';
import { expect, test } from './test.ts';

test('a rule from the library is changed in words, tried on a sample and on runs, and taken into the spec', async ({
  page,
  account,
}) => {
  const { id } = await account.api.createAgent(agentSpec({ name: 'till', title: 'Till' }));
  await page.goto(`/agents/${id}?view=form`);
  const form = page.getByRole('article', { name: 'Form of the spec' });
  await expect(form.getByLabel('Title')).toBeEditable();
  await form.getByRole('button', { name: 'Library' }).click();
  const dialog = page.getByRole('dialog', { name: 'New invariant' });
  await expect(dialog.getByRole('searchbox', { name: 'Search common rules' })).toBeFocused();
  await page.keyboard.type('certain words');
  await dialog.getByRole('button', { name: 'Change it first: Never says certain words' }).click();
  await dialog.getByLabel('Words, with commas between').fill('42');
  await expect(dialog.getByLabel('The pattern it makes')).toHaveValue('(?i)(?:\\b42\\b)');

  await dialog.getByLabel('Text or JSON').fill('It is 42.');
  await expect(dialog.getByText('broken', { exact: true })).toBeVisible();
  await dialog.getByLabel('Text or JSON').fill('It is 43.');
  await expect(dialog.getByText('passes')).toBeVisible();
  await dialog.getByRole('button', { name: 'Try on the last 50 runs' }).click();
  await expect(dialog.getByText('This agent has no finished runs yet.')).toBeVisible();

  await dialog.getByRole('button', { name: 'Add invariant' }).click();
  await expect(dialog).toBeHidden();
  await form.getByRole('button', { name: 'Build and try no-forbidden-words' }).click();
  const again = page.getByRole('dialog', { name: 'Invariant no-forbidden-words' });
  await expect(again.getByLabel('Words, with commas between')).toHaveValue('42');
  await page.keyboard.press('Escape');
  await expect(again).toBeHidden();
});
