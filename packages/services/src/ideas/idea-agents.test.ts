import { newId, type RunEventData } from '@agent-factory/contracts';
import { evaluateIdea } from '@agent-factory/evals';
import { createRouter, type ModelPort } from '@agent-factory/llm';
import {
  compileSpec,
  createBuiltinTools,
  runSpec,
  type ToolPort,
  validateInput,
} from '@agent-factory/orchestrator';
import { createEgressClient } from '@agent-factory/orchestrator/egress';
import {
  MemoryApprovals,
  MemoryCheckpointStore,
  MemoryEffects,
  ScriptedModel,
} from '@agent-factory/orchestrator/testing';
import { parseSpec, runnability, type Spec, specHash } from '@agent-factory/spec';
import { describe, expect, test } from 'vitest';
import { ideaAgents, ideaAgentsWithoutSearch, ideaTeamName } from './idea-agents.ts';
import { researchOfRun } from './research-of-run.ts';

function specIn(text: string): Spec {
  const { document, diagnostics } = parseSpec(text);
  expect(diagnostics).toEqual([]);
  if (document === null) throw new Error('not a spec');
  return document;
}

const clock = { now: () => Date.now() };
const builtin = createBuiltinTools({ clock, egress: createEgressClient({ resolve: async () => [] }) });

async function run(texts: readonly string[], model: ModelPort, tools: ToolPort) {
  const specs = texts.map(specIn);
  const team = specs.at(-1);
  if (team === undefined) throw new Error('no team');
  const agent = compileSpec(team, specHash(team));
  const events: RunEventData[] = [];
  const outcome = await runSpec(agent, {
    input: validateInput(agent, { query: 'An app that reminds people to water their plants.' }),
    threadId: newId('thread'),
    runId: newId('run'),
    ports: {
      model,
      tools,
      clock,
      checkpoints: new MemoryCheckpointStore(),
      approvals: new MemoryApprovals(),
      effects: new MemoryEffects(),
      agents: new Map(specs.map((spec) => [spec.name, { spec, specHash: specHash(spec), version: 1 }])),
      emit: async (event) => {
        events.push(event);
      },
    },
    signal: new AbortController().signal,
    resume: false,
  });
  return { outcome, events };
}

describe.each([
  ['with a search', ideaAgents],
  ['without one', ideaAgentsWithoutSearch],
])('the Brain Fart Checker %s', (_, texts) => {
  const specs = texts.map(specIn);

  test.each(specs.map((spec) => [spec.name, spec] as const))(
    '%s is valid, with rules and tests',
    (_name, spec) => {
      expect(runnability(spec)).toEqual([]);
      expect(spec.invariants.length).toBeGreaterThanOrEqual(3);
      expect(spec.tests.length).toBeGreaterThanOrEqual(1);
      expect(spec.output === undefined).toBe(spec.kind === 'Team');
    },
  );

  test('asks research models about market and competitors, reasoning models about feasibility and revenue', () => {
    expect(specs.flatMap((spec) => (spec.kind === 'Agent' ? [[spec.name, spec.model.task]] : []))).toEqual([
      ['idea-market', 'research'],
      ['idea-competitors', 'research'],
      ['idea-feasibility', 'complex_reasoning'],
      ['idea-revenue', 'complex_reasoning'],
      ['idea-summary', 'complex_reasoning'],
    ]);
    const team = specs.at(-1);
    expect(team).toMatchObject({ name: ideaTeamName, pattern: 'parallel', merge: 'idea-summary' });
    const members = specs.filter(({ kind }) => kind === 'Agent');
    const sum = members.reduce((total, { limits }) => total + limits.maxCostUsd, 0);
    expect(team?.limits.maxCostUsd).toBeLessThanOrEqual(sum);
  });
});

test('on the offline provider, without a search, it comes to its end and passes nothing', async () => {
  const model = createRouter({ env: {}, ollamaDefaultUrl: null });
  const { outcome, events } = await run(ideaAgentsWithoutSearch, model, builtin);
  expect(outcome).toMatchObject({ status: 'succeeded', error: null });
  const found = researchOfRun(events);
  expect(found.summary?.reasoning).not.toBe('');
  expect(found.seenUrls).toEqual([]);
  expect(evaluateIdea(found)).toMatchObject({ verdict: 'INCONCLUSIVE' });
});

describe('what the researchers find', () => {
  const shown = 'https://plants.example/report';
  const citation = { url: shown, title: 'Report', quote: '12 million households' };
  const figure = (value: number, url = shown) => ({ value, citations: [{ ...citation, url }] });

  /** Each member searches first, then answers with its report. */
  function scripted(reports: Record<string, unknown>): ModelPort {
    return new ScriptedModel((request) => {
      const asked = JSON.stringify(request);
      const report = Object.entries(reports).find(([purpose]) => asked.includes(purpose))?.[1];
      const hasSearched = asked.includes(shown) || asked.includes('Put four reports');
      if (!hasSearched)
        return { calls: [{ name: 'web_search', arguments: { query: 'plant reminder apps' } }] };
      return { text: JSON.stringify(report) };
    });
  }
  const search: ToolPort = {
    async definitions(refs, options) {
      const others = refs.filter((ref) => ref.type !== 'builtin' || ref.name !== 'web_search');
      const found = await builtin.definitions(others, options);
      if (others.length === refs.length) return found;
      const parameters = { type: 'object', properties: { query: { type: 'string' } }, required: ['query'] };
      return [
        { name: 'web_search', description: 'Searches', parameters, effect: 'read', idempotent: true },
        ...found,
      ];
    },
    async call() {
      return {
        outcome: 'ok',
        value: { results: [{ title: 'Report', url: shown, text: '12 million households' }] },
      };
    },
  };
  const reports = (mrrSource: string) => ({
    'Find out who has the problem': { market_size_score: figure(70), rationale: 'many' },
    'Find who already does': {
      novelty_score: figure(75),
      competition_score: figure(40),
      competitors: [
        { name: 'Leafy', website: 'https://leafy.app', citations: [citation] },
        { name: 'Leafy Inc.', website: null, citations: [citation] },
      ],
      searched: [citation],
      rationale: 'few',
    },
    'Work out what has to be built': { execution_difficulty: figure(30), rationale: 'easy' },
    'Estimate the monthly recurring': { estimated_mrr: figure(4000, mrrSource), rationale: 'sum' },
    'Put four reports': { reasoning: 'There is room for one more.', next_steps: ['Ask ten gardeners.'] },
  });

  test('becomes a verdict with its evidence, each competitor once', async () => {
    const { outcome, events } = await run(ideaAgents, scripted(reports(shown)), search);
    expect(outcome).toMatchObject({ status: 'succeeded', error: null });
    const evaluation = evaluateIdea(researchOfRun(events));
    expect(evaluation).toMatchObject({
      verdict: 'BUILD',
      novelty_score: 75,
      estimated_mrr: 4000,
      competitor_count: 1,
      missing: [],
      next_steps: ['Ask ten gardeners.'],
    });
    expect(evaluation.evidence.estimated_mrr).toEqual([citation]);
    expect(evaluation.reasoning).toBe('There is room for one more.');
  });

  test('counts only with pages that the search showed', async () => {
    const { events } = await run(ideaAgents, scripted(reports('https://made-up.example/')), search);
    expect(evaluateIdea(researchOfRun(events))).toMatchObject({
      verdict: 'INCONCLUSIVE',
      missing: ['estimated_mrr'],
      estimated_mrr: null,
    });
  });

  test('of a member that failed, or whose answer does not read, is nothing', () => {
    const member = (state: 'succeeded' | 'failed'): RunEventData => ({
      type: 'member',
      member: 'idea-market',
      agent: 'idea-market',
      spec_hash: 'h',
      visit: 1,
      state,
      note: null,
    });
    const token = (text: string, step = 1): RunEventData => ({
      type: 'token',
      member: 'idea-market',
      step,
      text,
    });
    const report = JSON.stringify({ market_size_score: figure(70), rationale: '' });
    expect(researchOfRun([token(report), member('succeeded')]).research.market).not.toBeNull();
    expect(
      researchOfRun([token('no'), token(report, 2), member('succeeded')]).research.market,
    ).not.toBeNull();
    expect(researchOfRun([token(report), member('failed')]).research.market).toBeNull();
    expect(researchOfRun([token('{"market_size_score":'), member('succeeded')]).research.market).toBeNull();
    expect(researchOfRun([token('{"rationale":"x"}'), member('succeeded')]).research.market).toBeNull();
    expect(researchOfRun([])).toMatchObject({ research: { market: null }, seenUrls: [], summary: null });
  });
});
