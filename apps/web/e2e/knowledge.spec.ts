import { agentSpec } from './specs.ts';
import { expect, test } from './test.ts';
import { handbook } from './world.ts';

test('a file is uploaded, found by a search, and deleted; one that cannot be read says why', async ({
  page,
  account,
}) => {
  expect(account.email).toContain('@');
  await page.goto('/knowledge');
  await expect(page.getByText('No documents yet')).toBeVisible();
  await page.getByLabel('Files to upload').setInputFiles([
    { name: 'handbook.md', mimeType: 'text/markdown', buffer: Buffer.from(handbook) },
    { name: 'picture.png', mimeType: 'image/png', buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47]) },
  ]);
  const uploads = page.getByRole('list', { name: 'Uploads' }).getByRole('listitem');
  await expect(uploads.nth(0)).toContainText('handbook.md was uploaded');
  await expect(uploads.nth(1)).toContainText('cannot be read. Upload plain text, Markdown, HTML or PDF.');
  const documents = page.getByLabel('Documents').getByRole('listitem');
  await expect(documents).toHaveCount(1);
  await expect(documents.first()).toContainText('Ready');

  await page.getByLabel('Search the documents').fill('something arrived broken');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(
    page.getByRole('list', { name: 'Passages found' }).getByRole('listitem').first(),
  ).toContainText('handbook.md › Refunds › Damaged goods');
  await page.getByRole('button', { name: 'Delete handbook.md' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete document' }).click();
  await expect(page.getByText('No documents yet')).toBeVisible();
});

test('files can be dropped, large ones are read soon after', async ({ page, account }) => {
  expect(account.email).toContain('@');
  await page.goto('/knowledge');
  await expect(page.getByText('No documents yet')).toBeVisible();
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(
      new File([`A long one. ${'word '.repeat(200_000)}`], 'long.txt', { type: 'text/plain' }),
    );
    return transfer;
  });
  await page.getByRole('button', { name: 'Choose files' }).dispatchEvent('drop', { dataTransfer: data });
  const row = page.getByLabel('Documents').getByRole('listitem');
  await expect(row).toContainText('long.txt');
  await expect(row).toContainText('Ready');
});

test('an agent answers from what was uploaded', async ({ page, account }) => {
  await account.api.uploadDocument('handbook.md', handbook);
  const { id } = await account.api.createAgent(
    agentSpec({
      name: 'desk',
      title: 'Desk',
      tools: '[knowledge_search]',
      instructions:
        '# Purpose\nAnswer from the documents.\n\n# Instructions\nSearch the documents for every question.\n',
    }),
  );
  const run = await account.api.runAgent(id, 'Search the documents: when do parcels leave the warehouse?');
  expect(run.status).toBe('succeeded');
  await page.goto(`/runs/${run.run_id}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Desk' })).toBeVisible();
});
