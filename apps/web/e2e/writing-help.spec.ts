import type { Locator, Page } from '@playwright/test';
import { agentSpec } from './specs.ts';
import { type Account, expect, test } from './test.ts';

/** Its lines from 1: tools 8, the rule's id 11, its check 14. */
const spec = agentSpec({
  name: 'till',
  title: 'Till',
  more: `invariants:
  - id: adds-first
    says: Sums are added up by the calculator.
    at: output
    check: { requireTool: calculator }
    otherwise: retry`,
});
const [toolsLine, limitsLine, invariantsLine, idLine, checkLine] = [8, 9, 10, 11, 14];

async function openAgent(page: Page, account: Account): Promise<void> {
  const { id } = await account.api.createAgent(spec);
  // Wide enough that no line is wrapped: the keys below go by lines.
  await page.setViewportSize({ width: 1800, height: 900 });
  await page.goto(`/agents/${id}`);
  await expect(page.getByRole('textbox', { name: /^Spec\./ })).toBeAttached();
}

function lines(page: Page): Locator {
  return page.getByRole('region', { name: 'Spec' }).locator('.view-lines');
}

/** Puts the cursor at the end of a line and `back` characters before it, as one would with the keyboard. */
async function goTo(page: Page, line: number, back = 0): Promise<void> {
  await page.getByRole('textbox', { name: /^Spec\./ }).focus();
  await page.keyboard.press('ControlOrMeta+Home');
  for (let down = 1; down < line; down += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  for (let left = 0; left < back; left += 1) await page.keyboard.press('ArrowLeft');
}

/** A line below with a dash, two spaces in, whether Enter has indented it or not. */
async function newItem(page: Page): Promise<void> {
  await page.keyboard.press('Enter');
  await page.keyboard.press('Shift+Home');
  await page.keyboard.type('  - ');
}

test('by keyboard: what a key means, a rule’s name changed, and the way to the tool that a rule names', async ({
  page,
  account,
}) => {
  await openAgent(page, account);
  await goTo(page, limitsLine, ': 0.01, maxSteps: 6, maxSeconds: 60, maxOutputTokens: 4000 }'.length + 2);
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.press('ControlOrMeta+i');
  await expect(page.getByRole('tooltip').filter({ hasText: /US dollars/ })).toBeVisible();
  await page.keyboard.press('Escape');

  await goTo(page, idLine, 2);
  await page.keyboard.press('F2');
  const name = page.getByRole('textbox', { name: /^Rename input/ });
  await expect(name).toHaveValue('adds-first');
  await name.fill('sums-first');
  await page.keyboard.press('Enter');
  await expect(lines(page)).toContainText('sums-first');
  await expect(lines(page)).not.toContainText('adds-first');

  await goTo(page, checkLine, ' }'.length + 2);
  await page.keyboard.press('F12');
  await expect(page.locator('.line-numbers.active-line-number')).toHaveText(String(toolsLine));

  await goTo(page, checkLine);
  await page.keyboard.press('F1');
  await page.keyboard.type('Build and try');
  await page.keyboard.press('Enter');
  const builder = page.getByRole('dialog', { name: 'Invariant sums-first' });
  await expect(builder.getByLabel('Tool', { exact: true })).toHaveValue('calculator');
});

test('a snippet puts in a whole rule, and completion in CEL knows what a rule may look at', async ({
  page,
  account,
}) => {
  await openAgent(page, account);
  await goTo(page, invariantsLine);
  await newItem(page);
  await page.keyboard.press('ControlOrMeta+Space');
  await page.getByRole('option', { name: /^No personal data/ }).click();
  await expect(lines(page)).toContainText(/noPii:\s\[email/);
  const problems = page.getByRole('region', { name: 'Problems' });
  await expect(problems).toContainText('No problems');

  await goTo(page, invariantsLine);
  await newItem(page);
  // Braces that have closed themselves behind the cursor are typed over.
  await page.keyboard.type("{ id: cheap, says: It is cheap, at: output, check: { cel: 'usage.cos");
  await page
    .getByRole('option', { name: /costUsd/ })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type(" < 1.0'}}");
  await expect(lines(page)).toContainText(/usage\.costUsd\s<\s1\.0/);
  await expect(problems).toContainText('No problems');
});
