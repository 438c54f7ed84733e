import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { answerWith } from './answers.ts';
import { busyReceipt, busyReceiptKeys } from './some-receipt.ts';
import { type Account, endpoints, expect, test } from './test.ts';

async function ranOnce({ api }: Account): Promise<string> {
  const helper = (await api.agents()).find(({ name }) => name === 'everyday-helper');
  return (await api.runAgent(helper?.id ?? '', 'What is 6 * 7?')).run_id;
}

const seal = (page: Page) => page.getByRole('status', { name: 'Signature' });

test('one goes from a run to its receipt, which the browser checks itself', async ({ page, account }) => {
  await page.goto(`/runs/${await ranOnce(account)}`);
  await page.getByRole('link', { name: 'Receipt' }).click();
  await expect(page.getByRole('heading', { name: 'Receipt', level: 1 })).toBeVisible();
  await expect(seal(page)).toContainText('Verified in this browser');
  await expect(page.getByRole('region', { name: 'Tools' })).toContainText('calculator');
  await expect(page.getByRole('region', { name: 'People' })).toContainText('You');
  await page.getByRole('button', { name: 'Compare with the log' }).click();
  await expect(page.getByText('The log is the one that was signed.')).toBeVisible();
});

test('what is downloaded is what the API calls valid', async ({ page, account }) => {
  await page.goto(`/runs/${await ranOnce(account)}/receipt`);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^run_\w+\.receipt\.json$/);
  const body = await readFile(await download.path(), 'utf8');
  const answer = await fetch(`${endpoints.api_url}/v1/receipts/verify`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  expect(await answer.json()).toMatchObject({ valid: true });
});

test('a receipt that was changed on its way is not valid', async ({ page, account }) => {
  const run = await ranOnce(account);
  await answerWith(page, 'runs.receipt', { ...busyReceipt, tokens: { input: 0, output: 0, total: 0 } });
  await answerWith(page, 'runs.receiptKeys', busyReceiptKeys);
  await page.goto(`/runs/${run}/receipt`);
  await expect(seal(page)).toContainText('Not valid');
});

test('a browser without Ed25519 lets the API check it', async ({ page, account }) => {
  const run = await ranOnce(account);
  await page.addInitScript(() => {
    SubtleCrypto.prototype.importKey = () => Promise.reject(new DOMException('none', 'NotSupportedError'));
  });
  await page.goto(`/runs/${run}/receipt`);
  await expect(seal(page)).toContainText('Verified by the API');
});

test('a log that was changed is told apart', async ({ page, account }) => {
  const run = await ranOnce(account);
  await answerWith(page, 'runs.events', { items: [] });
  await page.goto(`/runs/${run}/receipt`);
  await page.getByRole('button', { name: 'Compare with the log' }).click();
  await expect(page.getByText('The log is not the one that was signed.')).toBeVisible();
});

test('where there is no receipt, one is told why and can go back', async ({ page, account }) => {
  expect(account.email).toContain('@');
  await page.goto(`/runs/run_${'0'.repeat(26)}/receipt`);
  await expect(page.getByText('There is no receipt here')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Back to the run' })).toBeVisible();
});
