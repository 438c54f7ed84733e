import type { AgentId, TemplateId } from '@agent-factory/contracts';
import { queryAsAdmin } from '@agent-factory/db/testing';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAgent } from '../agents/create.ts';
import { getAgent } from '../agents/get.ts';
import { updateAgent } from '../agents/update.ts';
import { downloadExport } from '../privacy/download-export.ts';
import { startExport } from '../privacy/start-export.ts';
import { writeExport } from '../privacy/write-export.ts';
import { contextFor, type ServiceContext } from '../service-context.ts';
import { seedPurchase } from '../testing/seed-purchase.ts';
import { openStand, refusalError, type Stand } from '../testing/stand.ts';
import { executeTests } from '../tests/execute.ts';
import { attest } from '../tests/gates/attest.ts';
import { runAgentTests } from '../tests/run-agent-tests.ts';
import { createTemplate } from './create.ts';
import { deleteTemplate } from './delete.ts';
import { deployTemplate } from './deploy.ts';
import { executeTry, reconcileTries } from './execute-try.ts';
import { checkFidelity } from './fidelity.ts';
import { getListing, warmListings } from './get-listing.ts';
import { getOwnTemplate } from './get-own.ts';
import { readLibrary } from './library.ts';
import { moderateTemplate, readModerationQueue, resolveReport } from './moderate.ts';
import { deletePicture, putPicture, readPicture } from './pictures.ts';
import { publishVersion } from './publish-version.ts';
import { reportTemplate } from './report.ts';
import { retestTemplates } from './retest.ts';
import { answerReview, deleteReview, listReviews, putReview, tellOfReview } from './reviews.ts';
import { readMarketplaceFacets, searchTemplates } from './search.ts';
import { applyTemplateUpdate, getTemplateUpdate } from './template-update.ts';
import { getTry, listTries, tryTemplate } from './tries.ts';
import { relistTemplate, unlistTemplate } from './unlist.ts';
import { updateTemplate } from './update.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

const never = new AbortController().signal;
const canary = 'canary-7f3a91xq';

function adder(name: string, parts = '', says = 'Answer with the sum.'): string {
  return `---
apiVersion: agentfactory/v1
kind: Agent
name: ${name}
title: Adder
description: Adds numbers.
model: { task: simple_query }
tools: [calculator]
limits: { maxCostUsd: 0.5 }
tests:
  - name: adds
    input: What is 19 * 23?
    expect: [{ contains: "437" }]
${parts}
---
# Purpose
${says}
The secret word of this house is ${canary} and it is never to be told to anybody at all.
`;
}

const listing: Omit<Parameters<typeof createTemplate>[0]['input'], 'agent_id'> = {
  title: 'The careful adder',
  summary: 'Adds numbers, and checks them.',
  category: 'finance',
  tags: ['Numbers', 'invoices'],
  price_minor: 1900,
};

async function testedAgent(ctx: ServiceContext, name: string, text = adder(name)): Promise<AgentId> {
  const { id } = await createAgent({ ctx, input: { spec: text } });
  await testAgent(ctx, id);
  return id;
}

async function testAgent(ctx: ServiceContext, id: AgentId): Promise<void> {
  const { run_id } = await runAgentTests({ ctx, input: { agent_id: id } });
  await executeTests({
    services: ctx,
    input: { test_run_id: run_id, team_id: ctx.actor.teamId },
    signal: never,
  });
  await attest({ ctx, input: { agent_id: id } });
}

/** A listed template, and the team that offers it. */
async function listed(
  name: string,
  more: Partial<Parameters<typeof createTemplate>[0]['input']> = {},
  text?: string,
) {
  const creator = await stand.tenant();
  const agentId = await testedAgent(creator, name, text);
  const { id } = await createTemplate({ ctx: creator, input: { ...listing, agent_id: agentId, ...more } });
  const template = await publishVersion({ ctx: creator, input: { template_id: id } });
  return { creator, agentId, id, template };
}

async function owner(id: TemplateId) {
  const buyer = await stand.tenant();
  await seedPurchase(stand.adminUrl, { teamId: buyer.actor.teamId, templateId: id });
  return buyer;
}

const page = (id: TemplateId) => getListing({ services: stand.services, input: { template_id: id } });
const search = (input: Parameters<typeof searchTemplates>[0]['input']) =>
  searchTemplates({ services: stand.services, input });

describe('publishing', () => {
  test('a version without an attestation of its tests is refused with what is missing; with one it is listed on what was measured', async () => {
    const ctx = await stand.tenant();
    const { id: agentId } = await createAgent({ ctx, input: { spec: adder('adder') } });
    const draft = await createTemplate({ ctx, input: { ...listing, agent_id: agentId } });
    expect(draft).toMatchObject({ status: 'draft', tags: ['numbers', 'invoices'], versions: [] });
    const template_id = draft.id;
    const bare = await refusalError(publishVersion({ ctx, input: { template_id } }));
    expect(bare.code).toBe('gate_shut');
    expect(bare.message).toContain('has no attestation');
    expect((await refusalError(page(template_id))).code).toBe('not_found');

    await testAgent(ctx, agentId);
    const published = await publishVersion({ ctx, input: { template_id, changelog: 'First.' } });
    expect(published).toMatchObject({
      status: 'listed',
      versions: [{ number: 1, status: 'listed', kind: 'Agent' }],
    });
    const seen = await page(template_id);
    expect(seen).toMatchObject({
      title: listing.title,
      price_minor: 1900,
      permissions: { tools: [{ name: 'calculator', effect: 'read', source: 'builtin' }] },
      evidence: {
        cases: 1,
        trials: 3,
        pass_rate: { value: 1 },
        models: [expect.stringContaining('offline/')],
      },
      versions: [{ number: 1, changelog: 'First.', loosened: [] }],
      effects: ['read'],
    });
    expect(seen.evidence?.duration_ms?.p95).toBeGreaterThan(0);
    expect(JSON.stringify(seen)).not.toContain(canary);
    // The same again is nothing new.
    expect((await refusalError(publishVersion({ ctx, input: { template_id } }))).code).toBe('conflict');
  });

  test('a gate that is shut keeps it out: the tests fail', async () => {
    const ctx = await stand.tenant();
    const text = adder('wrong').replace('"437"', '"438"');
    const agentId = await testedAgent(ctx, 'wrong', text);
    const { id } = await createTemplate({ ctx, input: { ...listing, agent_id: agentId } });
    const refused = await refusalError(publishVersion({ ctx, input: { template_id: id } }));
    expect(refused.code).toBe('gate_shut');
  });

  test('a version that binds less is listed only by who says so, and the listing tells by risk', async () => {
    const { creator: ctx, agentId, id } = await listed('looser');
    await updateAgent({
      ctx,
      input: {
        id: agentId,
        spec: adder('looser').replace('0.5', '0.9').replace('[calculator]', '[calculator, http_get]'),
      },
    });
    await testAgent(ctx, agentId);
    const refused = await refusalError(publishVersion({ ctx, input: { template_id: id } }));
    expect(refused).toMatchObject({ code: 'conflict', message: expect.stringContaining('http_get') });
    await publishVersion({
      ctx,
      input: { template_id: id, accept_loosening: true, changelog: 'May fetch.' },
    });
    const [newest, first] = (await page(id)).versions;
    expect(newest?.loosened.map(({ risk }) => risk)).toEqual(['tool_gained', 'ceiling_raised']);
    expect(first?.loosened).toEqual([]);
  });

  test('a team is published with its members pinned; one that changed since the tests is refused', async () => {
    const ctx = await stand.tenant();
    const member = await createAgent({ ctx, input: { spec: adder('adder-one') } });
    const text = `---
apiVersion: agentfactory/v1
kind: Team
name: desk
title: The desk
description: Hands on.
pattern: sequence
members:
  - agent: adder-one
    description: Adds.
tests:
  - name: adds
    input: What is 19 * 23?
    expect: [{ contains: "437" }]
---
Work in order.
`;
    const agentId = await testedAgent(ctx, 'desk', text);
    const { id } = await createTemplate({ ctx, input: { ...listing, agent_id: agentId } });
    const published = await publishVersion({ ctx, input: { template_id: id } });
    expect(published.versions[0]).toMatchObject({
      kind: 'Team',
      permissions: {
        agents: [{ kind: 'Team' }, { title: 'Adder', kind: 'Agent' }],
        tools: [{ agent: 'Adder' }],
      },
    });
    await updateAgent({
      ctx,
      input: { id: member.id, spec: adder('adder-one', '', 'Answer with the sum, please.') },
    });
    const refused = await refusalError(publishVersion({ ctx, input: { template_id: id } }));
    expect(refused).toMatchObject({ code: 'gate_shut', message: expect.stringContaining('adder-one') });

    const buyer = await owner(id);
    const made = await deployTemplate({ ctx: buyer, input: { template_id: id, accept_gaps: true } });
    expect(made.agents.map(({ name }) => name)).toEqual(['desk', 'adder-one']);
  });

  test('where there are operators the first version waits for one, who decides; a report reaches them', async () => {
    const creator = await stand.tenant();
    const operator = await stand.tenant();
    const operators = [operator.actor.email ?? ''];
    const ctx: ServiceContext = { ...creator, operators };
    const asOperator: ServiceContext = { ...operator, operators };
    const agentId = await testedAgent(ctx, 'moderated');
    const { id: template_id } = await createTemplate({ ctx, input: { ...listing, agent_id: agentId } });
    expect((await publishVersion({ ctx, input: { template_id } })).status).toBe('pending');
    expect((await refusalError(page(template_id))).code).toBe('not_found');
    expect((await refusalError(readModerationQueue({ ctx }))).code).toBe('forbidden');
    const { waiting } = await readModerationQueue({ ctx: asOperator });
    expect(waiting.map((each) => each.template_id)).toContain(template_id);
    const silent = moderateTemplate({ ctx: asOperator, input: { template_id, decision: 'reject' } });
    expect((await refusalError(silent)).code).toBe('invalid_input');
    await moderateTemplate({ ctx: asOperator, input: { template_id, decision: 'approve' } });
    expect((await page(template_id)).version).toBe(1);

    const reader = await stand.tenant();
    const { report_id } = await reportTemplate({
      ctx: reader,
      input: { template_id, reason: 'misleading', details: 'It subtracts.' },
    });
    const again = reportTemplate({ ctx: reader, input: { template_id, reason: 'spam', details: 'Again.' } });
    expect((await refusalError(again)).code).toBe('conflict');
    expect((await readModerationQueue({ ctx: asOperator })).reports).toContainEqual(
      expect.objectContaining({ report_id, template_id, reason: 'misleading' }),
    );
    await moderateTemplate({
      ctx: asOperator,
      input: { template_id, decision: 'suspend', note: 'Look at it.' },
    });
    expect((await refusalError(page(template_id))).code).toBe('not_found');
    expect(await getOwnTemplate({ ctx, input: { template_id } })).toMatchObject({
      status: 'suspended',
      moderation_note: 'Look at it.',
    });
    expect((await refusalError(publishVersion({ ctx, input: { template_id } }))).code).toBe('forbidden');
    await resolveReport({ ctx: asOperator, input: { report_id, status: 'dismissed' } });
    await moderateTemplate({ ctx: asOperator, input: { template_id, decision: 'restore' } });
    expect((await page(template_id)).title).toBe(listing.title);
  });

  test('it is unlisted and put back; one that was listed is not deleted; a draft is', async () => {
    const { creator: ctx, agentId, id: template_id } = await listed('shy');
    expect((await unlistTemplate({ ctx, input: { template_id } })).status).toBe('unlisted');
    expect((await refusalError(page(template_id))).code).toBe('not_found');
    expect((await refusalError(deleteTemplate({ ctx, input: { template_id } }))).code).toBe('conflict');
    expect((await relistTemplate({ ctx, input: { template_id } })).status).toBe('listed');
    await updateTemplate({ ctx, input: { template_id, change: { title: 'The shy adder' } } });
    expect((await page(template_id)).title).toBe('The shy adder');
    const draft = await createTemplate({ ctx, input: { ...listing, agent_id: agentId } });
    await deleteTemplate({ ctx, input: { template_id: draft.id } });
    const gone = getOwnTemplate({ ctx, input: { template_id: draft.id } });
    expect((await refusalError(gone)).code).toBe('not_found');
  });

  test('pictures are pictures: told by their bytes, never SVG, at most 1 MB', async () => {
    const { creator: ctx, id: template_id } = await listed('pictured');
    const png = Buffer.from('89504e470d0a1a0a0000000d', 'hex');
    const put = (bytes: Buffer) =>
      putPicture({ ctx, input: { template_id, position: 0, alt: 'A sum' }, bytes });
    for (const [bytes, code] of [
      [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), 'invalid_input'],
      [Buffer.concat([png, Buffer.alloc(1_048_576)]), 'payload_too_large'],
    ] as const) {
      expect((await refusalError(put(bytes))).code).toBe(code);
    }
    await put(png);
    const [picture] = (await page(template_id)).pictures;
    expect(picture).toMatchObject({
      alt: 'A sum',
      path: expect.stringContaining(`/${template_id}/pictures/0?v=`),
    });
    const read = await readPicture({ services: stand.services, input: { template_id, position: 0 } });
    expect(read).toMatchObject({ mediaType: 'image/png', body: png });
    await deletePicture({ ctx, input: { template_id, position: 0 } });
    expect((await page(template_id)).pictures).toEqual([]);
  });
});

describe('browsing', () => {
  test('words, mistyped ones and half typed ones find it; pages go on where they ended, in every order', async () => {
    const names = ['Ledger whisperer', 'Ledger painter', 'Ledger counter'];
    for (const [place, title] of names.entries()) {
      await listed(`book-${place}`, {
        title,
        tags: ['bookkeeping'],
        category: 'operations',
        price_minor: place * 100,
      });
    }
    const titles = async (input: Parameters<typeof search>[0]) =>
      (await search(input)).items.map(({ title }) => title);
    expect(await titles({ q: 'whisperer' })).toEqual(['Ledger whisperer']);
    expect(await titles({ q: 'ledger whis' })).toEqual(['Ledger whisperer']);
    expect(await titles({ q: 'wisperer ledgr' })).toContain('Ledger whisperer');
    expect((await titles({ q: 'zzzzqqqq' })).length).toBe(0);
    expect(await titles({ q: 'ledger', free: 'true' })).toEqual(['Ledger whisperer']);
    for (const sort of ['relevance', 'popular', 'recent', 'rating', 'cost', 'price'] as const) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await search({ category: 'operations', sort, limit: 1, ...(cursor && { cursor }) });
        seen.push(...page.items.map(({ title }) => title));
        cursor = page.next_cursor ?? undefined;
      } while (cursor !== undefined && seen.length < 10);
      expect([...seen].sort(), sort).toEqual([...names].sort());
      if (sort === 'price') expect(seen).toEqual(names);
    }
    const other = (await search({ category: 'operations', sort: 'price', limit: 1 })).next_cursor ?? '';
    expect((await refusalError(search({ sort: 'recent', cursor: other }))).code).toBe('invalid_input');
    const facets = await readMarketplaceFacets({ services: stand.services });
    expect(facets.categories).toContainEqual({ category: 'operations', count: 3 });
    expect(facets.tags).toContainEqual({ tag: 'bookkeeping', count: 3 });
    expect((await warmListings(stand.services)).read).toBeGreaterThanOrEqual(3);
  });
});

/** All that a person takes along, as text. */
async function archiveOf(ctx: ServiceContext): Promise<string> {
  if (ctx.actor.type !== 'user') throw new Error('an archive is a person’s');
  const { id } = await startExport({ ctx, input: { whole_teams: [] } });
  await writeExport({ services: stand.services, input: { export_id: id, user_id: ctx.actor.userId } });
  const parts: Buffer[] = [];
  for await (const part of (await downloadExport({ ctx, input: { id } })).bytes) parts.push(part);
  return Object.values(unzipSync(Buffer.concat(parts)))
    .map((file) => strFromU8(file))
    .join('\n');
}

describe('trying', () => {
  async function tried(id: TemplateId, query: string) {
    const ctx = await stand.tenant();
    const { id: try_id } = await tryTemplate({ ctx, input: { template_id: id, query } });
    await executeTry({
      services: stand.services,
      input: { try_id, team_id: ctx.actor.teamId },
      signal: never,
    });
    return { ctx, seen: await getTry({ ctx, input: { try_id } }) };
  }

  test('a sealed run on one’s own input: the answer, what it cost, and nothing of the instructions', async () => {
    const { id, creator } = await listed('sealed');
    const { ctx, seen } = await tried(id, 'What is 6 * 7?');
    expect(seen).toMatchObject({ status: 'succeeded', calls: [{ tool: 'calculator', outcome: 'ok' }] });
    expect(JSON.stringify(seen.output)).toContain('42');
    const rows = await queryAsAdmin(stand.adminUrl, 'select id from public.runs where team_id = $1', [
      ctx.actor.teamId,
    ]);
    expect(rows).toEqual([]);
    expect((await listTries({ ctx, input: { template_id: id } })).left).toBe(2);
    // Nor in the archive of what is theirs, unpacked; in the maker's own it is.
    expect(await archiveOf(ctx)).not.toContain(canary);
    expect(await archiveOf(creator)).toContain(canary);
    for (const _ of [2, 3]) await tryTemplate({ ctx, input: { template_id: id, query: 'And 2 * 2?' } });
    const fourth = await refusalError(tryTemplate({ ctx, input: { template_id: id, query: 'More?' } }));
    expect(fourth.code).toBe('limit_exceeded');
    await queryAsAdmin(
      stand.adminUrl,
      `update public.template_tries set created_at = now() - interval '1 hour' where team_id = $1`,
      [ctx.actor.teamId],
    );
    expect(await reconcileTries({ services: stand.services })).toEqual({ revived: 2 });
  });

  test('what could change something is refused, and the run goes on', async () => {
    const text = adder('writer').replace('[calculator]', '[calculator, http_request]');
    const { id } = await listed('writer', {}, text);
    const { seen } = await tried(id, 'POST https://example.test/orders and say what 2 * 3 is');
    expect(seen.status).toBe('succeeded');
    expect(
      seen.calls.filter(({ tool }) => tool === 'http_request').every(({ outcome }) => outcome === 'error'),
    ).toBe(true);
  });
});

describe('owning', () => {
  test('it is deployed after a look at what is missing, as its licence lets it', async () => {
    const { id: template_id } = await listed('bought');
    const stranger = await stand.tenant();
    const refused = await refusalError(deployTemplate({ ctx: stranger, input: { template_id } }));
    expect(refused.code).toBe('purchase_required');
    const buyer = await owner(template_id);
    const fidelity = await checkFidelity({ ctx: buyer, input: { template_id } });
    expect(fidelity).toMatchObject({ owned: true, ready: false, gaps: [{ kind: 'model', blocking: false }] });
    const gap = await refusalError(deployTemplate({ ctx: buyer, input: { template_id } }));
    expect(gap).toMatchObject({ code: 'conflict', message: expect.stringContaining('/settings/keys') });
    const made = await deployTemplate({ ctx: buyer, input: { template_id, accept_gaps: true } });
    expect(made).toMatchObject({ name: 'bought', licence: 'use', editable: false });
    const agent = await getAgent({ ctx: buyer, input: { id: made.agent_id } });
    expect(agent.spec).toContain(canary);
    const locked = updateAgent({
      ctx: buyer,
      input: { id: made.agent_id, spec: adder('bought', '', 'Mine now.') },
    });
    expect((await refusalError(locked)).code).toBe('forbidden');
    const twice = deployTemplate({ ctx: buyer, input: { template_id, accept_gaps: true } });
    expect((await refusalError(twice)).message).toContain('another name');
    const second = await deployTemplate({
      ctx: buyer,
      input: { template_id, accept_gaps: true, name: 'bought-too' },
    });
    expect(second.name).toBe('bought-too');
    expect((await readLibrary({ ctx: buyer })).items).toMatchObject([
      { template_id, agents: [{ version: 1 }, { version: 1 }] },
    ]);
    expect((await page(template_id)).deployments).toBe(2);
  });

  test('an update is offered with a diff by risk, and taken; what the team changed is not overwritten unasked', async () => {
    const { creator, agentId, id: template_id } = await listed('updated', { licence: 'modify' });
    const buyer = await owner(template_id);
    const { agent_id } = await deployTemplate({
      ctx: buyer,
      input: { template_id, accept_gaps: true, name: 'mine' },
    });
    expect(await getTemplateUpdate({ ctx: buyer, input: { agent_id } })).toMatchObject({
      to_version: null,
      changes: [],
    });
    await updateAgent({ ctx: creator, input: { id: agentId, spec: adder('updated').replace('0.5', '0.8') } });
    await testAgent(creator, agentId);
    await publishVersion({
      ctx: creator,
      input: { template_id, accept_loosening: true, changelog: 'Dearer.' },
    });
    const offered = await getTemplateUpdate({ ctx: buyer, input: { agent_id } });
    expect(offered).toMatchObject({
      from_version: 1,
      to_version: 2,
      changed_here: false,
      changelog: 'Dearer.',
      changes: [{ risk: 'ceiling_raised', agent: 'Adder' }],
    });
    await updateAgent({ ctx: buyer, input: { id: agent_id, spec: adder('mine', '', 'Our own words.') } });
    const unasked = applyTemplateUpdate({ ctx: buyer, input: { agent_id, to_version: 2 } });
    expect((await refusalError(unasked)).message).toContain('overwrite');
    await applyTemplateUpdate({ ctx: buyer, input: { agent_id, to_version: 2, overwrite: true } });
    const agent = await getAgent({ ctx: buyer, input: { id: agent_id } });
    expect(agent).toMatchObject({ name: 'mine', version: 3 });
    expect(agent.spec).toContain('maxCostUsd: 0.8');
    expect(await getTemplateUpdate({ ctx: buyer, input: { agent_id } })).toMatchObject({
      from_version: 2,
      to_version: null,
    });
  });

  test('a fork is offered in turn only where the licence lets it, and keeps where it came from', async () => {
    const { id: modify } = await listed('not-for-sale', { licence: 'modify' });
    const one = await owner(modify);
    const own = await deployTemplate({ ctx: one, input: { template_id: modify, accept_gaps: true } });
    const refused = createTemplate({ ctx: one, input: { ...listing, agent_id: own.agent_id } });
    expect((await refusalError(refused)).code).toBe('forbidden');

    const { id: resell } = await listed('for-sale', { licence: 'resell', fork_royalty_bps: 1500 });
    const two = await owner(resell);
    const fork = await deployTemplate({ ctx: two, input: { template_id: resell, accept_gaps: true } });
    await updateAgent({
      ctx: two,
      input: { id: fork.agent_id, spec: adder('for-sale', '', 'Better words.') },
    });
    await testAgent(two, fork.agent_id);
    const { id } = await createTemplate({ ctx: two, input: { ...listing, agent_id: fork.agent_id } });
    await publishVersion({ ctx: two, input: { template_id: id } });
    expect((await page(id)).forked_from).toMatchObject({ id: resell, royalty_bps: 1500 });
    const lineage = await queryAsAdmin(stand.adminUrl, 'select * from app.template_lineage($1)', [id]);
    expect(lineage).toMatchObject([{ depth: 1, template_id: resell, royalty_bps: 1500 }]);
  });

  test('one review a person, of what their team owns; the sum is exact, the creator answers', async () => {
    const { creator, id: template_id } = await listed('reviewed');
    const stranger = await stand.tenant();
    const review = (ctx: ServiceContext, rating: number) =>
      putReview({ ctx, input: { template_id, rating, body: 'Fine.' } });
    expect((await refusalError(review(stranger, 5))).code).toBe('purchase_required');
    expect((await refusalError(review(creator, 5))).code).toBe('forbidden');
    const [one, two] = [await owner(template_id), await owner(template_id)];
    const first = await review(one, 5);
    await review(two, 2);
    expect((await page(template_id)).rating).toEqual({ average: 3.5, count: 2 });
    expect((await review(one, 4)).id).toBe(first.id);
    const seen = await page(template_id);
    expect(seen.rating).toEqual({ average: 3, count: 2 });
    expect(seen.stars).toContainEqual({ stars: 4, count: 1 });
    const foreign = answerReview({ ctx: two, input: { review_id: first.id, answer: 'Thanks.' } });
    expect((await refusalError(foreign)).code).toBe('not_found');
    await answerReview({ ctx: creator, input: { review_id: first.id, answer: 'Thanks.' } });
    await tellOfReview({
      services: stand.services,
      input: { review_id: first.id, team_id: one.actor.teamId },
    });
    const { items } = await listReviews({ services: stand.services, input: { template_id } });
    expect(items).toMatchObject([
      { rating: 2, answer: null },
      { rating: 4, answer: 'Thanks.', version: 1 },
    ]);
    await deleteReview({ ctx: two, input: { template_id } });
    expect((await page(template_id)).rating).toEqual({ average: 4, count: 1 });
  });
});

test('what is listed is tested again when its week is over, and the listing says what came of it', async () => {
  const { creator, id: template_id, template } = await listed('retested');
  const before = (await page(template_id)).evidence?.measured_at ?? '';
  const due = `update public.template_versions set retest_due_at = now() - interval '1 minute' where team_id = $1`;
  await queryAsAdmin(stand.adminUrl, due, [creator.actor.teamId]);
  const services = stand.services;
  const begun = await retestTemplates({ services });
  expect(stand.errors).toEqual([]);
  expect(begun).toEqual({ begun: 1, measured: 0 });
  const [row] = await queryAsAdmin<{ run: `tsr_${string}` }>(
    stand.adminUrl,
    'select retest_run_id as run from public.template_versions where id = $1',
    [template.versions[0]?.id ?? ''],
  );
  const input = { test_run_id: row?.run ?? 'tsr_', team_id: creator.actor.teamId } as const;
  await executeTests({ services: contextFor(services, creator.actor), input, signal: never });
  await queryAsAdmin(stand.adminUrl, due, [creator.actor.teamId]);
  expect(await retestTemplates({ services })).toEqual({ begun: 0, measured: 1 });
  expect((await page(template_id)).evidence?.measured_at.localeCompare(before)).toBe(1);
});
