import { type Actor, newId } from '@agent-factory/contracts';
import type { ModelRequest } from '@agent-factory/llm';
import { specHash } from '@agent-factory/spec';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAgent } from '../agents/create.ts';
import { readSpec } from '../agents/read-spec.ts';
import { updateAgent } from '../agents/update.ts';
import { warmSpecs } from '../cache/warm-specs.ts';
import { contextFor, type ServiceContext } from '../service-context.ts';
import { agentText, openStand, refusal, refusalError, type Stand, withModel } from '../testing/stand.ts';
import { modelOf } from '../testing/stand-model.ts';
import { executeRun } from './execute.ts';
import { defaultRunTimings } from './execution/run-timings.ts';
import { getRun } from './get.ts';
import { listRunEvents } from './list-events.ts';
import { startRun } from './start.ts';

const tried = 'groq/openai/gpt-oss-20b';
const parts = `limits: { maxSteps: 3 }
invariants:
  - { id: short, says: Answers are short., at: output, check: { cel: "size(output) < 3" }, otherwise: warn }`;

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

async function asked(model?: string): Promise<{
  ctx: ServiceContext;
  run: Awaited<ReturnType<typeof getRun>>;
  requests: readonly ModelRequest[];
  agent: Awaited<ReturnType<typeof createAgent>>;
}> {
  const port = modelOf(() => ({ text: 'It is done.' }));
  const services = { ...stand.services, router: withModel(stand.services.router, port) };
  const ctx = contextFor(services, (await stand.tenant()).actor);
  const agent = await createAgent({ ctx, input: { spec: agentText('adder', parts) } });
  const input = { agent_id: agent.id, query: '2 + 3', ...(model === undefined ? {} : { model }) };
  const { run_id } = await startRun({ ctx, input });
  await executeRun({
    services,
    input: { run_id, team_id: ctx.actor.teamId },
    workerId: 'one',
    timings: defaultRunTimings,
    signal: new AbortController().signal,
  });
  return { ctx, run: await getRun({ ctx, input: { run_id } }), requests: port.requests, agent };
}

test('a run with another model is of the version with that pin: what it says elsewhere binds', async () => {
  const { ctx, run, requests, agent } = await asked(tried);
  expect(run).toMatchObject({ status: 'succeeded', version: 1, tried_model: tried });
  expect(run.spec_hash).not.toBe(agent.spec_hash);
  expect(requests.map(({ use }) => use)).toEqual([[tried]]);
  const events = (await listRunEvents({ ctx, input: { run_id: run.run_id } })).items.map(({ data }) => data);
  expect(events.find(({ type }) => type === 'run.started')).toMatchObject({ spec_hash: run.spec_hash });
  expect(events).toContainEqual(
    expect.objectContaining({ type: 'invariant', id: 'short', verdict: 'violated' }),
  );

  // Nothing was saved: the next run is of the version as it is, and saving the pin gives the hash that ran.
  const next = await startRun({ ctx, input: { agent_id: agent.id, query: 'x' } });
  expect(next).toMatchObject({ version: 1, spec_hash: agent.spec_hash, tried_model: null });
  const pinned = agentText('adder', parts).replace('simple_query }', `simple_query, use: ["${tried}"] }`);
  expect(specHash(readSpec(pinned).document)).toBe(run.spec_hash);
  // A process that begins has no version under the hash of what was tried.
  await warmSpecs(stand.services);
  const saved = await updateAgent({ ctx, input: { id: agent.id, spec: pinned } });
  expect(saved).toMatchObject({ version: 2, spec_hash: run.spec_hash });
});

test('who may not save such a version may not try it; a team has no model to change', async () => {
  const { ctx, agent } = await asked();
  const viewer = await stand.member(ctx, 'viewer');
  const input = { agent_id: agent.id, query: 'x', model: tried };
  expect(await refusal(startRun({ ctx: viewer, input }))).toBe('forbidden');
  expect(await refusal(startRun({ ctx, input: { ...input, model: 'no-vendor' } }))).toBe('invalid_input');
  const key: Actor = {
    type: 'apiKey',
    keyId: newId('apiKey'),
    teamId: ctx.actor.teamId,
    name: 'Runner',
    scopes: ['runs:write', 'runs:read'],
    agentIds: null,
  };
  expect(await refusal(startRun({ ctx: contextFor(stand.services, key), input }))).toBe('forbidden');

  const spec =
    'apiVersion: agentfactory/v1\nkind: Team\nname: desk\npattern: sequence\nmembers: [{ agent: adder }]\n';
  const team = await createAgent({ ctx, input: { spec } });
  const refused = await refusalError(startRun({ ctx, input: { ...input, agent_id: team.id } }));
  expect(refused).toMatchObject({ code: 'invalid_input' });
  expect(refused.message).toContain('members');
});

test('a second call with the same key and another model is another request', async () => {
  const { ctx, agent } = await asked();
  const input = { agent_id: agent.id, query: 'x', idempotency_key: 'once' };
  const first = await startRun({ ctx, input: { ...input, model: tried } });
  expect(await startRun({ ctx, input: { ...input, model: tried } })).toEqual(first);
  expect(await refusal(startRun({ ctx, input }))).toBe('idempotency_mismatch');
});
