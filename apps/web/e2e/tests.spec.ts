import { agentSpec } from './specs.ts';
import { expect, test } from './test.ts';

/** Adds well; its gate wants that every test passes twice. */
const adder = (more = '') =>
  agentSpec({
    name: 'adder',
    title: 'Adder',
    more: `tests:
  - name: adds
    input: What is 19 * 23?
    expect: [{ contains: "437" }, { toolUsed: calculator }]
gates: { minPassRate: 1, trials: 2 }${more}`,
  });

test('tests are written, run, watched, reported, and open the gate', async ({ page, account }) => {
  const { id } = await account.api.createAgent(adder());
  await page.goto(`/tests?agent=${id}`);
  const gate = page.getByRole('region', { name: 'Gate' });
  await expect(gate.getByText('Closed')).toBeVisible();

  // Written by hand, in a dataset of its own.
  await page.getByRole('button', { name: 'New dataset' }).click();
  await expect(page).toHaveURL(/\/tests\/datasets\/new/);
  await page.getByLabel('Name', { exact: true }).fill('Sums');
  await page.getByRole('button', { name: 'Add case' }).first().click();
  await page.getByRole('button', { name: 'Save dataset' }).click();
  await expect(page.getByText('Give it a name.')).toBeVisible();
  await page.getByLabel('Name of the case').fill('multiplies');
  await page.getByLabel('Input', { exact: true }).fill('What is 6 * 7?');
  await page.getByLabel('Texts, one a line').fill('42');
  // And one from a file, of which another line cannot be read.
  const imported = page.getByRole('region', { name: 'Import' });
  await imported.getByLabel('Format').selectOption('csv');
  await imported
    .getByLabel('Text of the file')
    .fill('name,input,expect\nadds wrongly,What is 2 + 2?,contains: 5\nbroken,"What');
  await imported.getByRole('button', { name: 'Read it' }).click();
  await expect(imported.getByRole('status')).toContainText('1 case read, 1 problem');
  await expect(imported.getByRole('status')).toContainText('Line 3');
  await imported.getByRole('button', { name: 'Add 1 case' }).click();
  await page.getByRole('button', { name: 'Save dataset' }).click();
  await expect(page.getByRole('heading', { name: 'Sums', level: 1 })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Cases' })).toContainText('multiplies');

  // Run: what it may cost is said first, and it ends by itself.
  await page.getByRole('link', { name: 'Run tests' }).click();
  const dialog = page.getByRole('dialog', { name: 'Run tests' });
  await expect(dialog.getByRole('status')).toContainText('2 tests × 2 = 4 trials');
  await dialog.getByRole('button', { name: 'Run tests' }).click();
  await expect(page).toHaveURL(/\/tests\/runs\/tsr_/);
  const progress = page.getByRole('region', { name: 'Progress' });
  await expect(progress).toContainText('2 of 2 tests');
  await expect(progress).toContainText('1 passed');
  await expect(progress).toContainText('1 failed');
  await expect(progress).toContainText('95% interval');
  const cases = page.getByRole('region', { name: 'Tests' });
  await cases.getByRole('button', { name: /adds wrongly/ }).click();
  await expect(page).toHaveURL(/test=tst_/);
  await expect(cases.getByRole('region', { name: 'Assertions' })).toContainText('Contains');
  await expect(cases.getByRole('region', { name: 'Assertions' })).toContainText('Fail');
  await expect(cases.getByRole('region', { name: 'How reliable' })).toContainText('0 of 2 trials passed');

  // The report, as a page that can do nothing and as a file.
  await page.getByRole('button', { name: 'Report' }).click();
  const [report] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('menuitem', { name: 'Open as page' }).click(),
  ]);
  await expect(report.getByRole('heading', { level: 1 })).toContainText('Sums');
  await expect(report.getByText('adds wrongly').first()).toBeVisible();
  await report.close();
  await page.getByRole('button', { name: 'Report' }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Download JUnit' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^test-report-tsr_.*\.xml$/);

  // The spec's own tests pass, so its gate opens, and that is signed.
  await page.goto(`/tests?agent=${id}&run=1`);
  await dialog.getByRole('button', { name: 'Run tests' }).click();
  await expect(progress).toContainText('1 of 1 tests');
  await expect(gate.getByText('Open', { exact: true })).toBeVisible();
  await gate.getByRole('button', { name: 'Sign attestation' }).click();
  await expect(gate).toContainText('Attested');
});

test('two runs are held against each other, with what changed in the spec', async ({ page, account }) => {
  const { id } = await account.api.createAgent(adder());
  const dialog = page.getByRole('dialog', { name: 'Run tests' });
  const progress = page.getByRole('region', { name: 'Progress' });
  for (const spec of [null, adder().replace('contains: "437"', 'contains: "438"')]) {
    if (spec !== null) await account.api.updateAgent(id, spec);
    await page.goto(`/tests?agent=${id}&run=1`);
    await dialog.getByRole('button', { name: 'Run tests' }).click();
    await expect(progress).toContainText('1 of 1 tests');
  }
  await page.goto(`/tests?agent=${id}`);
  const runs = page.getByRole('region', { name: 'Test runs' });
  const boxes = runs.getByRole('checkbox');
  await expect(boxes).toHaveCount(2);
  for (const box of await boxes.all()) await box.check();
  await runs.getByRole('link', { name: 'Compare' }).click();
  await expect(page.getByRole('region', { name: 'Verdict' })).toContainText('Cannot tell');
  await expect(page.getByRole('region', { name: 'Verdict' })).toContainText('more cases needed');
  await expect(page.getByRole('region', { name: 'Behaviour' })).toContainText('Broke');
  await expect(page.getByRole('region', { name: 'Spec' })).toContainText('Version 1 to version 2');
});

test('a run is saved as a test, and no secret goes with it', async ({ page, account }) => {
  const { id } = await account.api.createAgent(adder());
  const run = await account.api.runAgent(id, 'What is 6 * 7? My address is kim@example.com.');
  await page.goto(`/runs/${run.run_id}`);
  await page.getByRole('button', { name: 'Save as test' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save as test' });
  await expect(dialog.getByText('Masked: 2 × email.')).toBeVisible();
  await expect(dialog.getByRole('region', { name: 'Input', exact: true })).not.toContainText(
    'kim@example.com',
  );
  await dialog.getByRole('button', { name: 'Save test' }).click();
  await expect(page.getByRole('heading', { name: 'From runs of adder', level: 1 })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Cases' })).toContainText('What is 6 * 7?');
  await expect(page.getByText('kim@example.com')).toHaveCount(0);
});
