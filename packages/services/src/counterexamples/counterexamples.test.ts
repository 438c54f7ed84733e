import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAgent } from '../agents/create.ts';
import { reflect } from '../reflection/reflect.ts';
import { openStand, refusal, type Stand, withModel } from '../testing/stand.ts';
import { modelOf } from '../testing/stand-model.ts';
import { listDatasetCases } from '../tests/datasets/read.ts';
import { saveDataset } from '../tests/datasets/save.ts';
import { searchCounterexamples } from './search.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
}, 180_000);
afterAll(() => stand.drop());

const spec = `---
apiVersion: agentfactory/v1
kind: Agent
name: clerk
model: { task: simple_query }
limits: { maxCostUsd: 0.01, maxSteps: 3, maxSeconds: 10 }
invariants:
  - id: no-promises
    says: Nothing is promised.
    at: output
    check: { forbidPattern: "(?i)promise" }
    otherwise: block
---
You answer customers.
`;
const signal = new AbortController().signal;

async function given() {
  const ctx = await stand.tenant();
  const { id: agent_id } = await createAgent({ ctx, input: { spec } });
  const cases = [
    { name: 'asks', input: 'When does it come?', split: 'train' as const },
    { name: 'sealed', input: 'A sealed question', split: 'sealed' as const },
  ];
  const { id: dataset_id } = await saveDataset({ ctx, input: { name: 'clerk', cases } });
  return { ctx, agent_id, dataset_id };
}

test('a planted flaw is found with live models within their budget, shrunk, and kept as a case that says what broke', async () => {
  const { ctx, agent_id, dataset_id } = await given();
  // Loses its rule as soon as a question is empty, which no case asks.
  const model = modelOf((_, messages) => {
    const asked = JSON.stringify(messages.at(-1)?.content ?? '');
    return { text: asked.includes('come') ? 'Soon.' : 'I promise it.' };
  });
  const live = { ...ctx, router: withModel(ctx.router, model) };
  const input = { agent_id, dataset_id, tries: 5, live_tries: 60, seconds: 30 };
  const result = await searchCounterexamples({ ctx: live, input, signal });
  expect(result.finds).toMatchObject([{ broken: 'invariant no-promises', of: 'asks', live: true }]);
  expect(result).toMatchObject({ tries: 5, dataset_version: 2 });
  expect(result.live?.tries).toBeLessThanOrEqual(60);
  const kept = await listDatasetCases({ ctx, input: { id: dataset_id, limit: 10, offset: 0 } });
  const [find] = kept.items.filter(({ name }) => name === result.finds[0]?.case);
  expect(find).toMatchObject({
    split: 'train',
    case: {
      tags: ['counterexample'],
      expect: [{ kind: 'invariant_held', id: 'no-promises' }],
      source: { kind: 'generated', of: 'asks' },
    },
  });
  expect(kept.items).toHaveLength(3);
  // Found again, it is the same case, and no version more.
  const again = await searchCounterexamples({ ctx: live, input, signal });
  expect(again.finds[0]?.case).toBe(result.finds[0]?.case);
  expect(again.dataset_version).toBeNull();
}, 120_000);

test('without live tries nobody is paid; a stranger’s dataset is not found', async () => {
  const { ctx, agent_id, dataset_id } = await given();
  const input = { agent_id, dataset_id, tries: 10, seconds: 30 };
  const none = modelOf(() => {
    throw new Error('a live model was asked');
  });
  const result = await searchCounterexamples({
    ctx: { ...ctx, router: withModel(ctx.router, none) },
    input,
    signal,
  });
  expect(result).toMatchObject({ live: null, cost: 0, unknown: 0 });
  expect(result.tries).toBeGreaterThan(0);
  const other = await stand.tenant();
  expect(await refusal(searchCounterexamples({ ctx: other, input, signal }))).toBe('not_found');
}, 120_000);

test('told what was wrong an agent tries again; first and final are scored apart, and the bound holds', async () => {
  const { ctx, agent_id } = await given();
  const model = modelOf((_, messages) => {
    const asked = JSON.stringify(messages);
    return { text: asked.includes('did not pass') ? 'It comes on Monday.' : 'Soon.' };
  });
  const live = { ...ctx, router: withModel(ctx.router, model) };
  const task = { agent_id, input_text: 'When does it come?' };
  const assertions = [{ kind: 'contains' as const, text: 'Monday' }];
  const mended = await reflect({ ctx: live, input: { ...task, assertions }, signal });
  expect(mended).toMatchObject({
    stopped: 'passed',
    first: { attempt: 1, verdict: 'fail', score: 0, critique: null, output: 'Soon.' },
    final: { attempt: 2, verdict: 'pass', score: 100, output: 'It comes on Monday.' },
  });
  expect(mended.final.critique).toContain('did not pass');
  expect(mended.final.critique).toContain('Soon.');

  const never = [{ kind: 'contains' as const, text: 'never said' }];
  const input = { ...task, assertions: never, max_attempts: 3 };
  const given_up = await reflect({ ctx: live, input, signal });
  expect(given_up.stopped).toBe('attempts');
  expect(given_up.attempts.map(({ verdict }) => verdict)).toEqual(['fail', 'fail', 'fail']);
  const other = await stand.tenant();
  expect(await refusal(reflect({ ctx: other, input, signal }))).toBe('not_found');
}, 120_000);
