import { agentSpec } from './specs.ts';
import { expect, standInModelUrl, test } from './test.ts';

const doorman = agentSpec({
  name: 'doorman',
  title: 'Doorman',
  more: `gates: { minPassRate: 1, trials: 1 }
tests:
  - name: greets Ada
    input: Ada rings the bell
    expect: [{ contains: welcome }]
`,
});

/** Six a split are just enough that all of them turning is more than chance. */
const visitors = ['train', 'validation', 'sealed'].flatMap((split) =>
  ['Ben', 'Cora', 'Dan', 'Eve', 'Finn', 'Gus'].map(
    (name) => `${split} ${name},${name} from ${split} rings,contains: welcome,${split}`,
  ),
);

test('tests fail, a patch wins on cases it never saw, and its version goes out through the gate', async ({
  page,
  account,
}) => {
  test.skip(
    standInModelUrl === undefined,
    'STAND_IN_MODEL_URL is not set: nobody is there to write a patch.',
  );
  // The team brings a key of its own; everything between it and whoever answers is the platform's.
  await page.goto('/settings/keys');
  await page.getByRole('button', { name: 'Add provider key' }).first().click();
  const adding = page.getByRole('dialog', { name: 'Add provider key' });
  await adding.getByLabel('Vendor').selectOption('groq');
  await adding.getByLabel('Key', { exact: true }).fill('gsk_stand-in');
  await adding.getByRole('button', { name: 'Test and add' }).click();
  await expect(adding).toBeHidden();

  // Tests are written, run and watched: all fail.
  const { id } = await account.api.createAgent(doorman);
  await page.goto(`/tests/datasets/new?agent=${id}`);
  await page.getByLabel('Name', { exact: true }).fill('Visitors');
  const imported = page.getByRole('region', { name: 'Import' });
  await imported.getByLabel('Format').selectOption('csv');
  await imported.getByLabel('Text of the file').fill(`name,input,expect,split\n${visitors.join('\n')}`);
  await imported.getByRole('button', { name: 'Read it' }).click();
  await imported.getByRole('button', { name: 'Add 18 cases' }).click();
  await page.getByRole('button', { name: 'Save dataset' }).click();
  await page.getByRole('link', { name: 'Run tests' }).click();
  const running = page.getByRole('dialog', { name: 'Run tests' });
  await running.getByRole('button', { name: 'Run tests' }).click();
  const progress = page.getByRole('region', { name: 'Progress' });
  await expect(progress).toContainText('18 failed');

  // What came of it is read as a report.
  await page.getByRole('button', { name: 'Report' }).click();
  const [report] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('menuitem', { name: 'Open as page' }).click(),
  ]);
  await expect(report.getByText('train Ben').first()).toBeVisible();
  await report.close();

  // A patch is proposed, wins, and is read as a diff with the class of its risk before it is taken.
  await page.goto(`/agents/${id}/improve`);
  await page.getByRole('button', { name: 'Propose a patch' }).click();
  await page
    .getByRole('dialog', { name: 'Propose a patch' })
    .getByRole('button', { name: 'Propose a patch' })
    .click();
  const patch = page.getByRole('region', { name: 'Patch', exact: true });
  await expect(patch.getByText('Won', { exact: true })).toBeVisible({ timeout: 40_000 });
  await expect(patch).toContainText('6 of 6 cases fail');
  const changes = patch.getByRole('region', { name: 'What it changes' });
  await expect(changes).toContainText('Instructions');
  await expect(changes).toContainText('Be courteous to everybody.');
  await patch.getByRole('button', { name: 'Accept as a version' }).click();
  await expect(patch).toContainText('It became version 2.');

  // Its own test passes now, so the gate opens, and it goes out.
  await page.goto(`/tests?agent=${id}&run=1`);
  await running.getByRole('button', { name: 'Run tests' }).click();
  await expect(progress).toContainText('1 of 1 tests');
  const gate = page.getByRole('region', { name: 'Gate' });
  await expect(gate.getByText('Open', { exact: true })).toBeVisible();
  await gate.getByRole('button', { name: 'Sign attestation' }).click();
  await expect(gate).toContainText('Attested');
  await page.goto(`/agents/${id}/versions`);
  await page.getByRole('button', { name: 'Move a label to version 2' }).click();
  await page.getByRole('menuitem', { name: 'Promote to production' }).click();
  const promoting = page.getByRole('dialog', { name: /^Promote version/ });
  await expect(promoting.getByRole('region', { name: 'Gate' })).toContainText('Attested');
  await promoting.getByRole('button', { name: 'Promote to production' }).click();
  await expect(promoting).toBeHidden();
  const rows = page.getByRole('region', { name: 'Versions' }).getByRole('listitem');
  await expect(rows.filter({ hasText: 'v2' })).toContainText('Production');
});
