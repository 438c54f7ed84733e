import type { Browser, Page } from '@playwright/test';
import { agentSpec } from './specs.ts';
import { type Account, expect, login, loginAsOperator } from './test.ts';

/** Adds well, and has shown it. */
export const adder = agentSpec({
  name: 'adder',
  title: 'Adder',
  description: 'Adds and multiplies.',
  more: `invariants:
  - id: no-card-numbers
    says: Card numbers never leave the agent.
    at: [input, output]
    check: { noPii: card }
    otherwise: block
tests:
  - name: multiplies
    input: What is 19 * 23?
    expect: [{ contains: "437" }, { toolUsed: calculator }]
gates: { minPassRate: 1, trials: 2 }`,
});

/** An agent of the account that may be listed: its tests pass, and that is signed. */
export async function makeTestedAgent({ api }: Account, spec = adder): Promise<string> {
  const { id } = await api.createAgent(spec);
  await api.testAndAttest(id);
  return id;
}

export interface Shop {
  creator: Account;
  agentId: string;
  templateId: string;
}

/** Lists a template at so many cents, by a creator of its own and with an operator's consent. */
export async function openShop(
  browser: Browser,
  title: string,
  priceMinor: number,
  spec = adder,
): Promise<Shop> {
  const [mine, theirs] = await Promise.all([browser.newContext(), browser.newContext()]);
  const creator = await login(mine, 'Ada Field');
  const agentId = await makeTestedAgent(creator, spec);
  const { id } = await creator.api.createTemplate({
    agent_id: agentId,
    title,
    summary: 'Does sums without a slip.',
    category: 'finance',
    price_minor: priceMinor,
  });
  const { status } = await creator.api.publishTemplate(id);
  if (status === 'pending') await (await loginAsOperator(theirs)).api.approveTemplate(id);
  await Promise.all([mine.close(), theirs.close()]);
  return { creator, agentId, templateId: id };
}

/** Pays on the checkout page with one of its test cards. */
export async function payWith(page: Page, card: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Pay|Subscribe/);
  await page.getByRole('radio', { name: new RegExp(card) }).check();
  await page.getByRole('button', { name: /^(Pay|Subscribe|Start trial)/ }).click();
}

export const cards = {
  good: '4242 4242 4242 4242',
  declined: '4000 0000 0000 0002',
  asked: '4000 0025 0000 3155',
  disputed: '4000 0000 0000 0259',
} as const;
