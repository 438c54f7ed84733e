import { isAppError, isFinalRunStatus } from '@agent-factory/contracts';
import { queryAsAdmin } from '@agent-factory/db/testing';
import type { ModelMessage } from '@agent-factory/llm';
import { createBuiltinTools, openPlatformConnections } from '@agent-factory/orchestrator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deleteAgent } from '../agents/delete.ts';
import { getAgent } from '../agents/get.ts';
import { listAgents } from '../agents/list.ts';
import { updateAgent } from '../agents/update.ts';
import { executeRun } from '../runs/execute.ts';
import { defaultRunTimings } from '../runs/execution/run-timings.ts';
import type { ServiceContext } from '../service-context.ts';
import { openStand, refusal, type Stand, toolsOf, withModel } from '../testing/stand.ts';
import { modelOf } from '../testing/stand-model.ts';
import { compareIdeas } from './compare.ts';
import { deleteIdea } from './delete.ts';
import { evaluateIdea } from './evaluate.ts';
import { getIdea } from './get.ts';
import { listIdeas } from './list.ts';
import { readSharedIdea } from './read-shared.ts';
import { shareIdea } from './share.ts';
import { unshareIdea } from './unshare.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

function refusalOf(error: unknown): string {
  if (!isAppError(error)) throw error;
  return error.code;
}

const page = 'https://plants.example/market';
const cited = (value: number) => ({ value, citations: [{ url: page, title: null, quote: 'Many plants.' }] });

interface Figures {
  novelty: number;
  mrr: number;
}

/** What each researcher reports, told apart by its instructions. */
function report(messages: readonly ModelMessage[], { novelty, mrr }: Figures): unknown {
  const told = JSON.stringify(messages);
  if (told.includes('Find out who has the problem')) {
    return { market_size_score: cited(70), rationale: 'Many windowsills.' };
  }
  if (told.includes('Find who already does')) {
    return {
      novelty_score: cited(novelty),
      competition_score: cited(40),
      competitors: [
        { name: 'Acme Water', website: 'https://acme.example', citations: cited(1).citations },
        { name: 'ACME water inc.', website: null, citations: cited(1).citations },
      ],
      searched: cited(1).citations,
      rationale: 'One that is known.',
    };
  }
  if (told.includes('before the first customer')) {
    return { execution_difficulty: cited(30), rationale: 'A clock and a list.' };
  }
  if (told.includes('monthly recurring revenue')) {
    return { estimated_mrr: cited(mrr), rationale: '500 people at $9.' };
  }
  return { reasoning: 'It holds water.', next_steps: ['Ask ten people with dry plants.'] };
}

/** Searches once, then reports. */
const researchers = (figures: Figures) =>
  modelOf((results, messages) => {
    const said = report(messages, figures);
    const writes = 'next_steps' in (said as object);
    return results === 0 && !writes
      ? { call: 'web_search', input: { query: 'plants' } }
      : { text: JSON.stringify(said) };
  });

const searchTools = () => {
  const builtin = createBuiltinTools({
    ...stand.services.toolPorts,
    platform: openPlatformConnections({ TAVILY_API_KEY: 'tvly-test' }),
  });
  return toolsOf({
    definitions: (refs, lookup) => builtin.definitions(refs, lookup),
    call: async () => ({
      outcome: 'ok',
      value: {
        provider: 'test',
        results: [{ title: 'Plants', url: page, snippet: 'Many.', published: null }],
      },
    }),
  });
};

async function workOn(ctx: ServiceContext, runId: Parameters<typeof executeRun>[0]['input']['run_id']) {
  await executeRun({
    services: ctx,
    input: { run_id: runId, team_id: ctx.actor.teamId },
    workerId: 'test',
    signal: new AbortController().signal,
    timings: defaultRunTimings,
  });
}

async function evaluated(ctx: ServiceContext, figures: Figures | null, idea = 'An app that waters plants') {
  const services =
    figures === null
      ? ctx
      : { ...ctx, router: withModel(ctx.router, researchers(figures)), toolsOf: searchTools() };
  const brought = await evaluateIdea({ ctx: services, input: { idea } });
  await workOn(services, brought.run_id);
  return getIdea({ ctx, input: { idea_id: brought.idea_id } });
}

describe('an idea', () => {
  test('is looked into by the team’s own agents, which are installed once, and judged by what they cite', async () => {
    const ctx = await stand.tenant();
    const brought = await evaluateIdea({ ctx, input: { idea: 'An app that waters plants' } });
    expect(brought).toMatchObject({ status: 'researching', run_status: 'queued', evaluation: null });
    const agents = await listAgents({ ctx, input: {} });
    expect(agents.items.map(({ name }) => name).sort()).toEqual([
      ...[
        'idea-checker',
        'idea-competitors',
        'idea-feasibility',
        'idea-market',
        'idea-revenue',
        'idea-summary',
      ],
    ]);
    const seen = await evaluated(ctx, { novelty: 80, mrr: 4500 });
    expect(seen).toMatchObject({
      status: 'evaluated',
      run_status: 'succeeded',
      evaluation: {
        verdict: 'BUILD',
        novelty_score: 80,
        market_size_score: 70,
        competition_score: 40,
        execution_difficulty: 30,
        estimated_mrr: 4500,
        competitor_count: 1,
        next_steps: ['Ask ten people with dry plants.'],
        competitors: [{ name: 'Acme Water' }],
      },
    });
    expect(seen.evaluation?.evidence.estimated_mrr).toEqual([
      { url: page, title: null, quote: 'Many plants.' },
    ]);
    // Those that search have it in a version of their own now; the others stay as they were.
    const after = (await listAgents({ ctx, input: {} })).items;
    expect(after.map(({ name, version }) => `${name} ${version}`).sort()).toEqual([
      ...['idea-checker 1', 'idea-competitors 2', 'idea-feasibility 2', 'idea-market 2', 'idea-revenue 2'],
      'idea-summary 1',
    ]);
    const again = await getIdea({ ctx, input: { idea_id: seen.idea_id } });
    expect(again).toEqual(seen);
  });

  test.each([
    [{ novelty: 59, mrr: 4500 }, 'KILL'],
    [{ novelty: 60, mrr: 2000 }, 'BUILD'],
    [{ novelty: 60, mrr: 1999 }, 'KILL'],
  ] as const)('of %j is %s', async (figures, verdict) => {
    const { evaluation } = await evaluated(await stand.tenant(), figures);
    expect(evaluation?.verdict).toBe(verdict);
  });

  test('without a provider is inconclusive, with what is missing named, never a pass', async () => {
    const seen = await evaluated(await stand.tenant(), null);
    expect(seen.status).toBe('evaluated');
    expect(isFinalRunStatus(seen.run_status ?? 'queued')).toBe(true);
    expect(seen.evaluation).toMatchObject({ verdict: 'INCONCLUSIVE', novelty_score: null });
    expect(seen.run_status).toBe('succeeded');
    expect(seen.evaluation?.missing).toContain('estimated_mrr');
  });

  test('is one under one key; agents that the team has changed stay changed', async () => {
    const ctx = await stand.tenant();
    const input = { idea: 'An app that waters plants', idempotency_key: 'k' };
    const first = await evaluateIdea({ ctx, input });
    expect(await evaluateIdea({ ctx, input })).toEqual(first);
    expect((await listIdeas({ ctx, input: {} })).items).toHaveLength(1);
    const team = await getAgent({ ctx, input: { id: first.agent_id } });
    await updateAgent({
      ctx,
      input: { id: first.agent_id, spec: String(team.spec).replace('maxCostUsd: 1,', 'maxCostUsd: 0.5,') },
    });
    await evaluateIdea({ ctx, input: { idea: 'An app that waters plants' } });
    expect((await getAgent({ ctx, input: { id: first.agent_id } })).version).toBe(2);
    expect(await refusal(evaluateIdea({ ctx, input: { ...input, idea: 'Another one altogether' } }))).toBe(
      'idempotency_mismatch',
    );
  });

  test('is brought while somebody deletes the researchers: it is looked into, or refused by name', async () => {
    const ctx = await stand.tenant();
    await evaluateIdea({ ctx, input: { idea: 'An app that waters plants' } });
    const refusals: string[] = [];
    for (let round = 0; round < 4; round++) {
      const { items } = await listAgents({ ctx, input: {} });
      const acts = [
        ...items.map(({ id }) => deleteAgent({ ctx, input: { id } })),
        ...[1, 2, 3].map((n) => evaluateIdea({ ctx, input: { idea: `An app that waters plants ${n}` } })),
      ];
      // Anything but an AppError fails here.
      const ended = await Promise.all(acts.map((act) => act.then(() => null, refusalOf)));
      refusals.push(...ended.filter((code) => code !== null));
    }
    expect(refusals.filter((code) => !['not_found', 'conflict'].includes(code))).toEqual([]);
    await evaluateIdea({ ctx, input: { idea: 'An app that waters plants' } });
  });

  test('is for those who may run agents; the first needs one who may make them', async () => {
    const ctx = await stand.tenant();
    const viewer = await stand.member(ctx, 'viewer');
    const idea = { idea: 'An app that waters plants' };
    expect(await refusal(evaluateIdea({ ctx: viewer, input: idea }))).toBe('forbidden');
    const { idea_id } = await evaluateIdea({ ctx, input: idea });
    expect(await getIdea({ ctx: viewer, input: { idea_id } })).toMatchObject({ idea_id });
    expect(await refusal(deleteIdea({ ctx: viewer, input: { idea_id } }))).toBe('forbidden');
    const stranger = await stand.tenant();
    expect(await refusal(getIdea({ ctx: stranger, input: { idea_id } }))).toBe('not_found');
  });
});

describe('a link to an evaluation', () => {
  test('is for anybody, for the evaluation alone, until it is ended or made anew; its token is kept nowhere', async () => {
    const ctx = await stand.tenant();
    const { idea_id, evaluation } = await evaluated(ctx, { novelty: 80, mrr: 4500 });
    const { token } = await shareIdea({ ctx, input: { idea_id } });
    const { services } = stand;
    const shared = await readSharedIdea({ services, input: { token } });
    expect(shared).toEqual({
      idea: 'An app that waters plants',
      evaluation,
      evaluated_at: expect.any(String),
    });
    const rows = await queryAsAdmin(
      stand.adminUrl,
      'select i::text as row from public.ideas i where id = $1',
      [idea_id],
    );
    expect(JSON.stringify(rows)).not.toContain(token);

    const { token: second } = await shareIdea({ ctx, input: { idea_id } });
    expect(await refusal(readSharedIdea({ services, input: { token } }))).toBe('not_found');
    expect(await readSharedIdea({ services, input: { token: second } })).toEqual(shared);
    expect(await unshareIdea({ ctx, input: { idea_id } })).toMatchObject({ shared_at: null });
    expect(await refusal(readSharedIdea({ services, input: { token: second } }))).toBe('not_found');
    expect(await refusal(readSharedIdea({ services, input: { token: 'no token' } }))).toBe('not_found');
  });

  test('is refused while the researchers are at work', async () => {
    const ctx = await stand.tenant();
    const { idea_id } = await evaluateIdea({ ctx, input: { idea: 'An app that waters plants' } });
    expect(await refusal(shareIdea({ ctx, input: { idea_id } }))).toBe('conflict');
  });
});

test('ideas side by side: best verdict first, and of each measure who does best', async () => {
  const ctx = await stand.tenant();
  const killed = await evaluated(ctx, { novelty: 10, mrr: 9000 }, 'A wheel, invented again');
  const built = await evaluated(ctx, { novelty: 80, mrr: 4500 });
  const open = await evaluateIdea({ ctx, input: { idea: 'Something else altogether' } });
  const idea_ids = [killed.idea_id, open.idea_id, built.idea_id];
  const { items, best } = await compareIdeas({ ctx, input: { idea_ids } });
  expect(items.map(({ idea_id }) => idea_id)).toEqual([built.idea_id, killed.idea_id, open.idea_id]);
  expect(best).toMatchObject({
    novelty_score: [built.idea_id],
    estimated_mrr: [killed.idea_id],
    market_size_score: [built.idea_id, killed.idea_id],
  });
  const other = await stand.tenant();
  expect(await refusal(compareIdeas({ ctx: other, input: { idea_ids } }))).toBe('not_found');

  await deleteIdea({ ctx, input: { idea_id: open.idea_id } });
  const first = await listIdeas({ ctx, input: { limit: 1 } });
  expect(first.items.map(({ idea_id }) => idea_id)).toEqual([built.idea_id]);
  const second = await listIdeas({ ctx, input: { limit: 1, cursor: first.next_cursor ?? '' } });
  expect(second).toMatchObject({ items: [{ idea_id: killed.idea_id }], next_cursor: null });
});
