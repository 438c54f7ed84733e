import { type AgentId, newId, type RunId } from '@agent-factory/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAgent } from '../agents/create.ts';
import { createTemplate } from '../marketplace/create.ts';
import { deployTemplate } from '../marketplace/deploy.ts';
import { publishVersion } from '../marketplace/publish-version.ts';
import { executeRun } from '../runs/execute.ts';
import { defaultRunTimings } from '../runs/execution/run-timings.ts';
import { startRun } from '../runs/start.ts';
import type { ServiceContext } from '../service-context.ts';
import { refusal, refusalError } from '../testing/stand.ts';
import { executeTests } from '../tests/execute.ts';
import { attest } from '../tests/gates/attest.ts';
import { runAgentTests } from '../tests/run-agent-tests.ts';
import { refundForBrokenRun } from './refund-broken-run.ts';
import { refundPurchase } from './refund-purchase.ts';
import { type MoneyStand, openMoneyStand } from './testing/money-stand.ts';

// A listing promises by its invariants. Whoever bought it and sees one broken in a run of their own, with nothing that
// kept it back, gets the money back without asking.

let money: MoneyStand;
beforeAll(async () => {
  money = await openMoneyStand();
});
afterAll(() => money.close());

const never = new AbortController().signal;

const adder = `---
apiVersion: agentfactory/v1
kind: Agent
name: adder
title: Adder
description: Adds numbers.
model: { task: simple_query }
tools: [calculator]
limits: { maxCostUsd: 0.5 }
invariants:
  - id: never-391
    says: It never says 391.
    at: output
    check: { forbidPattern: "391" }
    otherwise: warn
  - id: never-440
    says: It never says 440.
    at: output
    check: { forbidPattern: "440" }
    otherwise: block
  - id: not-asked-for-12
    says: Nobody asks it for 3 * 4.
    at: input
    check: { forbidPattern: "3 [*] 4" }
    otherwise: warn
tests:
  - name: adds
    input: What is 19 * 23?
    expect: [{ contains: "437" }]
---
# Purpose
Answer with the sum.
`;

/** Listed by the ordinary way: tested, attested, published at 19.00. */
async function listed(creator: ServiceContext) {
  const { id: agentId } = await createAgent({ ctx: creator, input: { spec: adder } });
  const { run_id } = await runAgentTests({ ctx: creator, input: { agent_id: agentId } });
  await executeTests({
    services: creator,
    input: { test_run_id: run_id, team_id: creator.actor.teamId },
    signal: never,
  });
  await attest({ ctx: creator, input: { agent_id: agentId } });
  const listing = { title: 'The adder', summary: 'Adds.', category: 'finance', price_minor: 1_900 } as const;
  const { id } = await createTemplate({
    ctx: creator,
    input: { ...listing, agent_id: agentId, licence: 'modify' },
  });
  await publishVersion({ ctx: creator, input: { template_id: id } });
  return id;
}

async function run(ctx: ServiceContext, agentId: AgentId, query: string): Promise<RunId> {
  const { run_id } = await startRun({ ctx, input: { agent_id: agentId, query } });
  const input = { run_id, team_id: ctx.actor.teamId };
  await executeRun({ services: ctx, input, workerId: 'one', timings: defaultRunTimings, signal: never });
  return run_id;
}

const queued = async () =>
  (
    await money.rows<{ run: RunId }>(
      `select payload ->> 'run_id' as run from graphile_worker._private_jobs j
         join graphile_worker._private_tasks t on t.id = j.task_id
       where t.identifier = 'refund_broken_invariant' order by j.id`,
    )
  ).map((row) => row.run);

test('a rule of the listing that broke and was let through: the money back once, the agent stops, and runs again when bought again', async () => {
  const creator = await money.tenant();
  await money.rows(
    `insert into public.webhook_endpoints (id, team_id, url, events, envelope, key_version, secret_hint)
     values ($1, $2, 'https://hooks.example.test/', '{template.invariant_broken}', 'x', 'x', 'xxxx')`,
    [newId('webhook'), creator.actor.teamId],
  );
  const template = await listed(creator);
  const buyer = await money.tenant();
  const { purchase_id } = await money.buy(buyer, template);
  await money.settle();
  const { agent_id: agentId } = await deployTemplate({
    ctx: buyer,
    input: { template_id: template, accept_gaps: true },
  });
  const caller = `---\napiVersion: agentfactory/v1\nkind: Agent\nname: caller\nmodel: { task: simple_query }\ntools: [{ agent: adder }]\n---\nAsk the adder.\n`;
  const { id: callerId } = await createAgent({ ctx: buyer, input: { spec: caller } });

  // Kept back, or the buyer's own words: nothing is broken.
  await run(buyer, agentId, 'What is 44 * 10?');
  await run(buyer, agentId, 'What is 3 * 4?');
  expect(await queued()).toEqual([]);

  const broke = await run(buyer, agentId, 'What is 17 * 23?');
  expect(await queued()).toEqual([broke]);
  const input = { run_id: broke, team_id: buyer.actor.teamId };
  const asked = await Promise.all(
    [1, 2, 3].map(() => refundForBrokenRun({ services: money.services, input })),
  );
  expect(asked.filter((id) => id !== null)).toHaveLength(1);
  await money.settle();
  const [purchase] = await money.rows(
    'select status, returned_minor::int from public.purchases where id = $1',
    [purchase_id],
  );
  expect(purchase).toEqual({ status: 'refunded', returned_minor: 1_900 });
  const booked = await money.rows(
    `select account, amount_minor::int as amount from public.ledger_entries e
       join public.ledger_postings p on p.entry_id = e.id
     where e.purchase_id = $1 and cause = 'refund' order by account`,
    [purchase_id],
  );
  expect(booked).toEqual([
    { account: 'creator_payable', amount: 1_330 },
    { account: 'platform_revenue', amount: 570 },
    { account: 'stripe_balance', amount: -1_900 },
  ]);
  const told = await money.rows<{ payload: string }>(
    `select payload from public.webhook_events where team_id = $1 and type = 'template.invariant_broken'`,
    [creator.actor.teamId],
  );
  expect(told).toHaveLength(1);
  expect(JSON.parse(told[0]?.payload ?? '')).toMatchObject({
    data: { purchase_id, version: 1, invariants: ['never-391'], amount_minor: 1_900 },
  });
  expect(told[0]?.payload).not.toContain(broke);
  const mails = await money.rows<{ text: string }>(
    `select body_text as text from auth.local_outbox where recipient = (
       select email from public.profiles where id = $1)`,
    [creator.actor.type === 'user' ? creator.actor.userId : ''],
  );
  expect(mails.map(({ text }) => text.includes('never-391'))).toEqual([true]);

  // Nothing is deleted; nothing of it runs, alone, as another's member, or in tests.
  const stopped = await refusalError(startRun({ ctx: buyer, input: { agent_id: agentId, query: '1 + 1' } }));
  expect(stopped).toMatchObject({ code: 'purchase_required' });
  expect(stopped.message).toContain(`/marketplace/${template}`);
  expect(await refusal(startRun({ ctx: buyer, input: { agent_id: callerId, query: '1 + 1' } }))).toBe(
    'purchase_required',
  );
  expect(await refusal(runAgentTests({ ctx: buyer, input: { agent_id: agentId } }))).toBe(
    'purchase_required',
  );

  await money.buy(buyer, template);
  await money.settle();
  await run(buyer, agentId, 'What is 1 + 1?');
  // It broke before they bought it anew: that is paid for.
  expect(await refundForBrokenRun({ services: money.services, input })).toBeNull();
}, 60_000);

test('what the buyer changed breaks no promise of the listing', async () => {
  const creator = await money.tenant();
  const template = await listed(creator);
  const buyer = await money.tenant();
  const { purchase_id } = await money.buy(buyer, template);
  await money.settle();
  const { agent_id: agentId } = await deployTemplate({
    ctx: buyer,
    input: { template_id: template, accept_gaps: true },
  });
  await money.rows(`update public.template_deployments set spec_hash = repeat('0', 64) where agent_id = $1`, [
    agentId,
  ]);
  const broke = await run(buyer, agentId, 'What is 17 * 23?');
  const input = { run_id: broke, team_id: buyer.actor.teamId };
  expect(await refundForBrokenRun({ services: money.services, input })).toBeNull();
  // Given back for the asking, and its agents stop all the same.
  await refundPurchase({ ctx: buyer, input: { purchase_id } });
  await money.settle();
  expect(await refusal(startRun({ ctx: buyer, input: { agent_id: agentId, query: '1' } }))).toBe(
    'purchase_required',
  );
}, 60_000);
