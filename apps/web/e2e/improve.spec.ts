import { agentSpec } from './specs.ts';
import { expect, test } from './test.ts';

const adder = (steps: number, expected: string) =>
  agentSpec({
    name: 'adder',
    title: 'Adder',
    more: `gates: { minPassRate: 1, trials: 1 }
tests:
  - name: adds
    input: What is 19 * 23?
    expect: [{ contains: "${expected}" }]
`,
  }).replace('maxSteps: 6', `maxSteps: ${steps}`);

test('a version goes to production through its gate, and back without one', async ({ page, account }) => {
  const { id } = await account.api.createAgent(adder(5, '437'));
  const here = `/agents/${id}/versions`;
  await page.goto(`/agents/${id}`);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Versions and labels' }).click();
  await expect(page).toHaveURL(here);
  await expect(page.getByText('No label was moved yet')).toBeVisible();

  // Nothing was tested yet: the gate says so, and the refusal keeps the dialog.
  const promote = async (version: number) => {
    await page.getByRole('button', { name: `Move a label to version ${version}` }).click();
    await page.getByRole('menuitem', { name: 'Promote to production' }).click();
  };
  const dialog = page.getByRole('dialog', { name: /^Promote version/ });
  await promote(1);
  await expect(dialog.getByRole('region', { name: 'Gate' })).toContainText('Closed');
  await dialog.getByRole('button', { name: 'Promote to production' }).click();
  await expect(dialog.getByRole('alert')).toContainText('may not go out yet');

  // Tested, the gate opens; signed, the version goes out.
  await page.goto(`/tests?agent=${id}&run=1`);
  const run = page.getByRole('dialog', { name: 'Run tests' });
  await run.getByRole('button', { name: 'Run tests' }).click();
  await expect(page.getByRole('region', { name: 'Progress' })).toContainText('1 of 1 tests');
  await page.goto(here);
  await promote(1);
  await dialog.getByRole('button', { name: 'Sign attestation' }).click();
  await expect(dialog.getByRole('region', { name: 'Gate' })).toContainText('Attested');
  await dialog.getByLabel('Why').fill('The first one.');
  await dialog.getByRole('button', { name: 'Promote to production' }).click();
  await expect(dialog).toBeHidden();
  const rows = page.getByRole('region', { name: 'Versions' }).getByRole('listitem');
  await expect(rows.filter({ hasText: 'v1' })).toContainText('Production');
  await expect(page.getByRole('region', { name: 'Moves' })).toContainText('The first one.');

  // One whose test fails stays in, whatever is signed of it.
  await account.api.updateAgent(id, adder(5, '438'));
  await page.goto(`/tests?agent=${id}&run=1`);
  await run.getByRole('button', { name: 'Run tests' }).click();
  await expect(page.getByRole('region', { name: 'Progress' })).toContainText('1 failed');
  await page.goto(here);
  await promote(2);
  await dialog.getByRole('button', { name: 'Sign attestation' }).click();
  await expect(dialog.getByRole('region', { name: 'Gate' })).toContainText('Attested');
  await dialog.getByRole('button', { name: 'Promote to production' }).click();
  await expect(dialog.getByRole('alert')).toContainText('the gate was shut');
});

test('a patch is asked for and says why nothing came of it; a search keeps what it finds', async ({
  page,
  account,
}) => {
  const { id } = await account.api.createAgent(
    adder(5, '437').replace(
      'gates:',
      `invariants:
  - id: short
    says: Answers are short.
    at: output
    check: { maxLength: 300 }
    otherwise: block
gates:`,
    ),
  );
  await page.goto(`/agents/${id}/improve`);
  await page.getByRole('button', { name: 'Propose a patch' }).click();
  const ask = page.getByRole('dialog', { name: 'Propose a patch' });
  await expect(ask.getByText('There is no dataset for this agent yet')).toBeVisible();
  await page.keyboard.press('Escape');

  const split = (name: string, question: string, expected: string) =>
    `${name},${question},contains: ${expected},${name.split(' ')[0]}`;
  const rows = ['train', 'validation', 'sealed'].map((name, n) =>
    split(`${name} one`, `What is 2 + ${n}?`, 'zebra'),
  );
  await page.goto(`/tests/datasets/new?agent=${id}`);
  await page.getByLabel('Name', { exact: true }).fill('Sums');
  const imported = page.getByRole('region', { name: 'Import' });
  await imported.getByLabel('Format').selectOption('csv');
  await imported.getByLabel('Text of the file').fill(`name,input,expect,split\n${rows.join('\n')}`);
  await imported.getByRole('button', { name: 'Read it' }).click();
  await imported.getByRole('button', { name: 'Add 3 cases' }).click();
  await page.getByRole('button', { name: 'Save dataset' }).click();
  await expect(page.getByRole('heading', { name: 'Sums', level: 1 })).toBeVisible();

  // Nobody is there to write a spec: the rules that answer offline do not, and it says so.
  await page.goto(`/agents/${id}/improve`);
  await page.getByRole('button', { name: 'Propose a patch' }).click();
  await ask.getByRole('button', { name: 'Propose a patch' }).click();
  await expect(page).toHaveURL(/patch=pat_/);
  const patch = page.getByRole('region', { name: 'Patch', exact: true });
  await expect(patch.getByText('Discarded')).toBeVisible();
  await expect(patch).toContainText('1 of 1 cases fail');
  await expect(patch.getByRole('status')).toContainText(/model/);
  await expect(page.getByRole('region', { name: 'Patches' })).toContainText('Discarded');

  await page.getByRole('link', { name: 'Counterexamples' }).click();
  const search = page.getByRole('region', { name: 'Search' });
  await search.getByLabel('Tries', { exact: true }).fill('0');
  await search.getByRole('button', { name: 'Search' }).click();
  await expect(search).toContainText('A whole number from 1 to 2,000.');
  await search.getByLabel('Tries', { exact: true }).fill('40');
  await search.getByRole('button', { name: 'Search' }).click();
  await expect(page.getByRole('region', { name: 'Finds', exact: true })).toContainText('1 in 40 tries');
});
