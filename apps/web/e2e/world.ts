import { type Browser, type BrowserContext, expect } from '@playwright/test';
import { agentSpec, crew } from './specs.ts';
import { type Account, authClient, login } from './test.ts';

type Cookies = Parameters<BrowserContext['addCookies']>[0];

/** A team with something of everything in it, for looking at. Nothing in it is changed by those who look. */
export interface World {
  cookies: Cookies;
  /** A team that has done nothing yet. */
  emptyCookies: Cookies;
  /** Has two versions; the second is riskier. */
  agentId: string;
  runId: string;
  refusedRunId: string;
  /** Somebody with teams of agents: one run that has ended, and one that waits for a person. */
  crewCookies: Cookies;
  crewRunId: string;
  waitingRunId: string;
  /** Two questions and their answers. */
  threadId: string;
}

export const priceWatch = agentSpec({
  name: 'price-watch',
  title: 'Price watch',
  description: 'Compares prices in a list and says which offer is best.',
  tools: '[calculator, json_query]',
  more: `invariants:
  - id: no-card-numbers
    says: Card numbers never leave the agent.
    at: [input, output]
    check: { noPii: card }
    otherwise: block
tests:
  - name: finds the price of the tent
    input: 'Which price is in {"offer": {"item": "tent", "price": 129.5}}?'
    expect: [{ contains: "129.5" }, { toolUsed: json_query }]`,
});

export const handbook = `# Refunds
We refund within 30 days of the purchase.
## Damaged goods
Whoever receives something broken gets a replacement at once, if they send us a picture of it.
# Shipping
Parcels leave the warehouse every weekday at noon.
`;

/** Runs a team of each kind, until one has ended and the other waits. */
export async function makeCrew({ api }: Account): Promise<{ crewRunId: string; waitingRunId: string }> {
  for (const member of crew.members) await api.createAgent(member);
  const newsroom = await api.createAgent(crew.newsroom);
  const counter = await api.createAgent(crew.counter);
  const ended = await api.runAgent(newsroom.id, 'What is 17.5% of 2,400?');
  expect(ended.status).toBe('succeeded');
  const waiting = await api.startRun(counter.id, 'What is 19 * 23?');
  await expect.poll(async () => (await api.approvals()).length).toBe(1);
  return { crewRunId: ended.run_id, waitingRunId: waiting.run_id };
}

export async function makeWorld(browser: Browser): Promise<World> {
  const empty = await browser.newContext();
  await login(empty, 'Robin Vale');
  const crewContext = await browser.newContext();
  const crewRuns = await makeCrew(await login(crewContext, 'Toni Marsh'));
  const context = await browser.newContext();
  const { api, email } = await login(context, 'Kim Arden');
  // One mail at least for the outbox.
  await authClient().auth.resetPasswordForEmail(email);
  const agent = await api.createAgent(priceWatch);
  await api.updateAgent(agent.id, priceWatch.replace('maxCostUsd: 0.01', 'maxCostUsd: 0.05'));
  const helper = (await api.agents()).find(({ name }) => name === 'everyday-helper');
  const desk = (await api.agents()).find(({ name }) => name === 'ticket-triage');
  await api.runAgent(helper?.id ?? '', 'What time is it in Tokyo?');
  await api.runAgent(
    desk?.id ?? '',
    'I was charged twice on invoice INV-2041, please refund one. My address is kim@example.com.',
  );
  const refused = await api.runAgent(agent.id, 'Charge it to my card 4111 1111 1111 1111, please.');
  expect(refused.status).toBe('refused');
  await api.createApiKey('Billing service');
  await api.setBudget(20);
  const run = await api.runAgent(helper?.id ?? '', 'What is 17.5% of 2,400?');
  await api.runAgent(helper?.id ?? '', 'And what time is it in Paris?', run.thread_id);
  await api.uploadDocument('shop-handbook.md', handbook);
  await api.uploadDocument(
    'opening-hours.txt',
    'We are open from nine to five on weekdays, and closed on Sundays.',
  );
  const world = {
    cookies: await context.cookies(),
    emptyCookies: await empty.cookies(),
    crewCookies: await crewContext.cookies(),
    ...crewRuns,
    agentId: agent.id,
    runId: run.run_id,
    refusedRunId: refused.run_id,
    threadId: run.thread_id,
  };
  await context.close();
  await empty.close();
  await crewContext.close();
  return world;
}
