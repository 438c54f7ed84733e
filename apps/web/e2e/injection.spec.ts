import type { Page } from '@playwright/test';
import { payloads } from './payloads.ts';
import { agentSpec, starterCount } from './specs.ts';
import { authClient, expect, freshEmail, test } from './test.ts';

/** Counts what fires on the page, from its first script on: calls of `fired`, and dialogs. */
async function watchForFire(page: Page): Promise<{ count: () => number }> {
  let fires = 0;
  await page.exposeFunction('fired', () => {
    fires += 1;
  });
  page.on('dialog', async (dialog) => {
    fires += 1;
    await dialog.dismiss();
  });
  return { count: () => fires };
}

/** Everything in the document that could run or load something that a text brought along. */
async function armed(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const handlers = [...document.querySelectorAll('*')].filter((element) =>
      element.getAttributeNames().some((name) => name.startsWith('on')),
    );
    const places = document.querySelectorAll(
      'iframe, object, embed, base, meta[http-equiv], main img, main form[action]',
    );
    const links = [...document.querySelectorAll('[href], [src], [action]')].filter((element) =>
      ['href', 'src', 'action', 'xlink:href'].some((name) =>
        /^\s*(?:javascript|vbscript|data:text)/i.test(element.getAttribute(name) ?? ''),
      ),
    );
    return [...handlers, ...places, ...links].map((element) => element.outerHTML.slice(0, 200));
  });
}

const batches = [0, 1, 2].map((batch) => payloads.slice(batch * 10, batch * 10 + 10));

for (const [batch, texts] of batches.entries()) {
  test(`Q15: payloads ${batch * 10 + 1} to ${batch * 10 + texts.length} in title, input, tool result and answer: none fires`, async ({
    page,
    account,
  }) => {
    const fire = await watchForFire(page);
    for (const [index, payload] of texts.entries()) {
      const { id } = await account.api.createAgent(
        agentSpec({
          name: `payload-${index}`,
          title: payload,
          description: payload,
          tools: '[json_query]',
          instructions: `# Purpose\n\n${payload}\n`,
        }),
      );
      const run = await account.api.runAgent(
        id,
        `Which parcel is in ${JSON.stringify({ parcel: payload })}?`,
      );
      // What is shown below is the very payload, not a tamed copy.
      expect(run.output).toContain(payload);
      await page.goto(`/runs/${run.run_id}`);
      await page.getByRole('button', { name: 'json_query' }).click();
      await expect(page.getByRole('region', { name: 'json_query' }).locator('pre').last()).toContainText(
        '"result"',
      );
      await page.getByRole('button', { name: /^Answer/ }).click();
      await expect(page.getByRole('region', { name: 'Answer' })).toContainText('composed by rules');
      expect(await armed(page)).toEqual([]);
    }
    await page.goto('/agents');
    await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(texts.length + starterCount);
    await expect(page.getByRole('link', { name: texts[0] ?? '', exact: true })).toBeVisible();
    expect(await armed(page)).toEqual([]);
    await page.goto('/runs');
    await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(texts.length);
    expect(await armed(page)).toEqual([]);
    expect(fire.count()).toBe(0);
  });
}

test('Q15: all payloads at once in the editor, its preview and a run beside it: none fires', async ({
  page,
  account,
}) => {
  const fire = await watchForFire(page);
  const { id } = await account.api.createAgent(
    agentSpec({
      name: 'armed',
      title: payloads[1] ?? '',
      tools: '[json_query]',
      more: `invariants:\n  - id: armed\n    says: ${JSON.stringify(payloads[0])}\n    at: output\n    check: { maxLength: 9000 }`,
      instructions: `# Purpose\n\n${payloads.join('\n\n')}\n`,
    }),
  );
  await page.goto(`/agents/${id}?panel=preview`);
  await expect(page.getByRole('tabpanel', { name: 'Preview' })).toContainText('<svg onload=fired()>');
  expect(await armed(page)).toEqual([]);

  await page.getByRole('tab', { name: 'Run' }).click();
  for (const texts of [payloads.slice(0, 15), payloads.slice(15)]) {
    await page.getByLabel('Request').fill(`Which parcels are in ${JSON.stringify({ parcels: texts })}?`);
    await page.getByRole('tabpanel', { name: 'Run' }).getByRole('button', { name: 'Run agent' }).click();
    await expect(page.getByRole('article').last().getByText('Succeeded')).toBeVisible();
    await expect(page.getByRole('article').last().locator('[aria-live=polite]')).toContainText(
      'holds 15 values',
    );
  }
  expect(await armed(page)).toEqual([]);
  expect(fire.count()).toBe(0);
});

test('Q15: mails with payloads in them: none fires in the outbox', async ({ page, account }) => {
  const fire = await watchForFire(page);
  const armedAddress = `fired()<svg/onload=fired()>${freshEmail()}`;
  for (const email of [armedAddress, account.email]) {
    await authClient().auth.resetPasswordForEmail(email, { redirectTo: 'javascript:fired()' });
  }
  await page.goto('/outbox');
  await page.getByRole('button', { name: new RegExp(account.email) }).click();
  await expect(page.getByRole('region', { name: 'Reset your password' })).toContainText(account.email);
  expect(await armed(page)).toEqual([]);
  for (const link of await page.getByRole('main').getByRole('link').all()) {
    expect(await link.getAttribute('href')).toMatch(/^https?:\/\//);
  }
  expect(fire.count()).toBe(0);
});
