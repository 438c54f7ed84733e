import { agentSpec } from './specs.ts';
import { expect, test } from './test.ts';

test('a rule from the library is changed in words, tried on a sample and on runs, and taken into the spec', async ({
  page,
  account,
}) => {
  const { id } = await account.api.createAgent(agentSpec({ name: 'till', title: 'Till' }));
  await account.api.runAgent(id, 'What is 17 * 23?');
  await account.api.runAgent(id, 'What is 2 + 2?');
  await page.goto(`/agents/${id}?view=form`);
  const form = page.getByRole('article', { name: 'Form of the spec' });
  await expect(form.getByLabel('Title')).toBeEditable();
  await form.getByRole('button', { name: 'Library' }).click();
  const dialog = page.getByRole('dialog', { name: 'New invariant' });
  await expect(dialog.getByRole('searchbox', { name: 'Search common rules' })).toBeFocused();
  await page.keyboard.type('certain words');
  await dialog.getByRole('button', { name: /^Change it first.*Never says certain words/ }).click();
  await dialog.getByLabel('Words, with commas between').fill('391');
  await expect(dialog.getByLabel('The pattern it makes')).toHaveValue('(?i)(?:\\b391\\b)');

  await dialog.getByLabel('Text or JSON').fill('It is 391.');
  await expect(dialog.getByText('broken', { exact: true })).toBeVisible();
  await dialog.getByLabel('Text or JSON').fill('It is 392.');
  await expect(dialog.getByText('passes')).toBeVisible();
  await dialog.getByRole('button', { name: 'Try on the last 50 runs' }).click();
  await expect(dialog.getByText('Would have blocked 1 of 2 runs.')).toBeVisible();

  await dialog.getByRole('button', { name: 'Add invariant' }).click();
  await expect(dialog).toBeHidden();
  await form.getByRole('button', { name: 'Build and try no-forbidden-words' }).click();
  const again = page.getByRole('dialog', { name: 'Invariant no-forbidden-words' });
  await expect(again.getByLabel('Words, with commas between')).toHaveValue('391');

  // What was changed and not taken is still there when the rule is opened again.
  await again.getByLabel('In plain words').fill('The sum is kept secret.');
  await page.keyboard.press('Escape');
  await expect(again).toBeHidden();
  await form.getByRole('button', { name: 'Build and try no-forbidden-words' }).click();
  await expect(again.getByLabel('In plain words')).toHaveValue('The sum is kept secret.');
  await again.getByRole('button', { name: 'Go back to the spec’s' }).click();
  await expect(again.getByLabel('In plain words')).toHaveValue('Certain words are never said.');
});

test('conditions in words make CEL, also while half of one is typed, and a sample says what a run has used', async ({
  page,
  account,
}) => {
  const { id } = await account.api.createAgent(agentSpec({ name: 'till', title: 'Till' }));
  await page.goto(`/agents/${id}?view=form&invariant=new`);
  const dialog = page.getByRole('dialog', { name: 'New invariant' });
  await dialog.getByRole('button', { name: 'Write your own' }).click();
  await dialog.getByLabel('Condition 1: field').fill('answer');
  const cel = dialog.getByLabel('The CEL it makes');
  await expect(cel).toHaveValue('size(output.answer) >= 1');
  await dialog.getByLabel('Condition 1: number').fill('');
  await dialog.getByLabel('Condition 1: number').pressSequentially('25');
  await expect(cel).toHaveValue('size(output.answer) >= 25');
  await dialog.getByLabel('Text or JSON').fill('{ "answer": "too short" }');
  await expect(dialog.getByText('broken', { exact: true })).toBeVisible();

  await cel.fill('usage.costUsd <= 0.01');
  await expect(dialog.getByLabel('Condition 1: of what')).toBeVisible();
  await dialog.getByLabel('Spent so far, in $').fill('0.02');
  await expect(dialog.getByText('broken', { exact: true })).toBeVisible();
  await dialog.getByLabel('Spent so far, in $').fill('0.009');
  await expect(dialog.getByText('passes')).toBeVisible();
  await dialog.getByRole('button', { name: 'Add invariant' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Build and try my-rule' })).toBeVisible();
});
