import { newId } from '@agent-factory/contracts';
import { queryAsAdmin, seedApiKey } from '@agent-factory/db/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startRun } from '../../runs/start.ts';
import { contextFor, type ServiceContext } from '../../service-context.ts';
import { agentText, openStand, refusal, refusalError, type Stand } from '../../testing/stand.ts';
import { defaultTestTimings, executeTests } from '../../tests/execute.ts';
import { attest } from '../../tests/gates/attest.ts';
import { checkGate } from '../../tests/gates/check.ts';
import { offeredModels } from '../../tests/gates/offered-models.ts';
import { retestWhatChanged } from '../../tests/gates/reconcile.ts';
import { runAgentTests } from '../../tests/run-agent-tests.ts';
import { createAgent } from '../create.ts';
import { updateAgent } from '../update.ts';
import { listAgentLabels } from './list.ts';
import { moveAgentLabel } from './move.ts';
import { removeAgentLabel } from './remove.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

const testsThat = (text: string, gates = 'gates: { trials: 1 }', steps = 9) => `limits: { maxSteps: ${steps} }
tests:
  - name: adds
    input: { query: "What is 2 + 2?" }
    expect: [{ contains: "${text}" }]
${gates}`;

async function withVersions(...parts: string[]) {
  const ctx = contextFor(stand.services, (await stand.tenant()).actor);
  const [first = '', ...more] = parts;
  const { id: agent_id } = await createAgent({ ctx, input: { spec: agentText('adder', first) } });
  for (const part of more)
    await updateAgent({ ctx, input: { id: agent_id, spec: agentText('adder', part) } });
  return { ctx, agent_id };
}
type Agent = Awaited<ReturnType<typeof withVersions>>;

async function runTests({ ctx, agent_id }: Agent, version: number) {
  const { run_id } = await runAgentTests({ ctx, input: { agent_id, version } });
  const input = { test_run_id: run_id, team_id: ctx.actor.teamId };
  const signal = new AbortController().signal;
  await executeTests({ services: ctx, input, signal, timings: defaultTestTimings });
}

const promote = ({ ctx, agent_id }: Agent, version: number, label = 'production' as const) =>
  moveAgentLabel({ ctx, input: { agent_id, label, version } });

async function labels({ ctx, agent_id }: Agent) {
  const { items } = await listAgentLabels({ ctx, input: { agent_id } });
  return Object.fromEntries(items.map(({ label, version }) => [label, version]));
}

describe('production', () => {
  test('opens for a version whose tests were run and attested, and for no other', async () => {
    const agent = await withVersions(testsThat('4'), testsThat('4', 'gates: { trials: 1 }', 8));
    const untested = await refusalError(promote(agent, 1));
    expect(untested.code).toBe('gate_shut');
    expect(untested.reasons?.map(({ code }) => code)).toEqual(['not_attested', 'incomplete']);
    await runTests(agent, 1);
    expect((await refusalError(promote(agent, 1))).reasons?.map(({ code }) => code)).toEqual([
      'not_attested',
    ]);
    await attest({ ctx: agent.ctx, input: { agent_id: agent.agent_id, version: 1 } });
    expect(await promote(agent, 1)).toMatchObject({ label: 'production', version: 1, guarded: true });
    // What spoke for version 1 says nothing of version 2.
    expect(await refusal(promote(agent, 2))).toBe('gate_shut');
    expect(await labels(agent)).toEqual({ production: 1 });
  });

  test('stays shut for tests that fail, though they were attested', async () => {
    const agent = await withVersions(testsThat('5'));
    await runTests(agent, 1);
    await attest({ ctx: agent.ctx, input: { agent_id: agent.agent_id, version: 1 } });
    const error = await refusalError(promote(agent, 1));
    expect(error.reasons?.map(({ code }) => code)).toContain('attestation_gate_shut');
    expect(error.reasons?.map(({ code }) => code)).toContain('pass_rate_too_low');
    expect(await labels(agent)).toEqual({});
  });

  test('stays shut where newer results say no, and where what was attested is no longer what is there', async () => {
    const agent = await withVersions(testsThat('4'));
    await runTests(agent, 1);
    const attestation = await attest({ ctx: agent.ctx, input: { agent_id: agent.agent_id, version: 1 } });
    const forge = (body: object) =>
      queryAsAdmin(stand.adminUrl, 'update public.attestations set body = $1 where agent_id = $2', [
        JSON.stringify(body),
        agent.agent_id,
      ]);
    await forge({ ...attestation, evaluator_version: 'another' });
    const forged = await refusalError(promote(agent, 1));
    expect(forged.reasons?.map(({ code }) => code)).toEqual(['attestation_stale']);
    expect(forged.message).toContain('signature');
    await forge(attestation);
    await queryAsAdmin(
      stand.adminUrl,
      `update public.test_trials set verdict = 'fail', score = 0 where agent_id = $1`,
      [agent.agent_id],
    );
    expect((await refusalError(promote(agent, 1))).reasons?.map(({ code }) => code)).toContain(
      'pass_rate_too_low',
    );
  });

  test('is gone back to at once where it stood before, with nothing run again', async () => {
    const agent = await withVersions(testsThat('4'), testsThat('4', 'gates: { trials: 1 }', 8));
    for (const version of [1, 2]) {
      await runTests(agent, version);
      await attest({ ctx: agent.ctx, input: { agent_id: agent.agent_id, version } });
      await promote(agent, version);
    }
    await queryAsAdmin(stand.adminUrl, 'delete from public.test_runs where agent_id = $1', [agent.agent_id]);
    expect(await promote(agent, 1)).toMatchObject({ version: 1 });
    const { moves } = await listAgentLabels({ ctx: agent.ctx, input: { agent_id: agent.agent_id } });
    expect(moves.map(({ version }) => version)).toEqual([1, 2, 1]);
    expect(moves.every(({ attestation_id }) => attestation_id !== null)).toBe(true);
  });
});

describe('what is out', () => {
  test('is tested again, once, when another model answers under it; till then nothing speaks for it', async () => {
    const agent = await withVersions(testsThat('4'));
    const { ctx, agent_id } = agent;
    await queryAsAdmin(stand.adminUrl, 'delete from public.agent_label_moves');
    await runTests(agent, 1);
    const attestation = await attest({ ctx, input: { agent_id, version: 1 } });
    await promote(agent, 1);
    const runs = async () =>
      queryAsAdmin(stand.adminUrl, 'select id, name from public.test_runs where agent_id = $1', [agent_id]);
    expect(await retestWhatChanged({ services: stand.services })).toEqual({ retested: 0 });
    expect(await runs()).toHaveLength(1);

    const [model = { answered: '' }] = attestation.models;
    const { router } = stand.services;
    // The catalogue as it may be tomorrow: under the same name the router takes another.
    const tomorrow = {
      ...stand.services,
      router: {
        ...router,
        explain: async (...asked: Parameters<typeof router.explain>) => {
          const route = await router.explain(...asked);
          // Asked for by its own name, the tested one is there as before.
          if (asked[0].use.length > 0) return route;
          const table = route.table.map((row) => ({ ...row, model: 'offline/extractive-2' }));
          return { ...route, table };
        },
      },
    };
    const gate = await checkGate({
      ctx: { ...tomorrow, ...ctx, router: tomorrow.router },
      input: { agent_id },
    });
    expect(gate.stale).toEqual([
      { what: 'model auto:simple_query', attested: model.answered, current: 'offline/extractive-2' },
    ]);
    expect(await retestWhatChanged({ services: tomorrow })).toEqual({ retested: 1 });
    expect(await retestWhatChanged({ services: tomorrow })).toEqual({ retested: 0 });
    expect(await runs()).toHaveLength(2);
    // Gone altogether is another change.
    const gone = {
      ...stand.services,
      router: {
        ...router,
        explain: async (...asked: Parameters<typeof router.explain>) => ({
          ...(await router.explain(...asked)),
          table: [],
        }),
      },
    };
    expect(await retestWhatChanged({ services: gone })).toEqual({ retested: 1 });
    expect(await labels(agent)).toEqual({ production: 1 });
  });
});

test('a model that only a key of the team’s own reaches is offered to that team, and to no other', async () => {
  const names = ['groq/openai/gpt-oss-20b', 'groq/of-no-catalogue', 'openai-compatible/house-model'];
  const [ctx, other] = [await stand.tenant(), await stand.tenant()];
  const keys = [
    { id: 'pky_1', vendor: 'groq', secret: 'gsk_own' },
    { id: 'pky_2', vendor: 'openai-compatible', secret: 'own', baseUrl: 'https://models.example.com/v1' },
  ];
  await ctx.secrets.opened.get(ctx.actor.teamId, async () => keys);
  expect([...(await offeredModels(ctx, names))].toSorted()).toEqual([names[0], names[2]]);
  expect(await offeredModels(other, names)).toEqual(new Set());
  expect(await offeredModels(other, ['offline/extractive-1'])).toEqual(new Set(['offline/extractive-1']));
});

describe('other labels', () => {
  test('move freely, unless the gates of what comes or goes guard them', async () => {
    const guarded = testsThat('4', 'gates: { trials: 1, guards: [staging] }');
    const agent = await withVersions(testsThat('4'), guarded, testsThat('4', 'gates: { trials: 1 }', 7));
    const stage = (version: number) =>
      moveAgentLabel({ ctx: agent.ctx, input: { agent_id: agent.agent_id, label: 'staging', version } });
    expect(await stage(1)).toMatchObject({ guarded: false, attestation_id: null });
    expect(await refusal(stage(2))).toBe('gate_shut');
    await runTests(agent, 2);
    await attest({ ctx: agent.ctx, input: { agent_id: agent.agent_id, version: 2 } });
    await stage(2);
    // A version that dropped the guard does not slip past it.
    expect(await refusal(stage(3))).toBe('gate_shut');
  });

  test('are told of whoever moved them meanwhile, and of what is not there', async () => {
    const agent = await withVersions(testsThat('4'), testsThat('5'));
    const { ctx, agent_id } = agent;
    const move = (version: number, from_version?: number | null) =>
      moveAgentLabel({
        ctx,
        input: { agent_id, label: 'draft', version, ...(from_version === undefined ? {} : { from_version }) },
      });
    expect(await refusal(move(9))).toBe('not_found');
    await move(1, null);
    expect(await refusal(move(2, null))).toBe('conflict');
    const all = await Promise.allSettled([move(2), move(2), move(2)]);
    expect(all.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect(await labels(agent)).toEqual({ draft: 2 });
    await removeAgentLabel({ ctx, input: { agent_id, label: 'draft' } });
    expect(await refusal(removeAgentLabel({ ctx, input: { agent_id, label: 'draft' } }))).toBe('not_found');
    expect(await labels(agent)).toEqual({});
  });

  test('of another team are not there, and a viewer moves none', async () => {
    const agent = await withVersions(testsThat('4'));
    const { agent_id } = agent;
    const stranger = contextFor(stand.services, (await stand.tenant()).actor);
    const input = { agent_id, label: 'draft', version: 1 } as const;
    expect(await refusal(moveAgentLabel({ ctx: stranger, input }))).toBe('not_found');
    expect(await refusal(listAgentLabels({ ctx: stranger, input: { agent_id } }))).toBe('not_found');
    expect(await refusal(listAgentLabels({ ctx: stranger, input: { agent_id: newId('agent') } }))).toBe(
      'not_found',
    );
    const viewer = await stand.member(agent.ctx, 'viewer');
    expect(await refusal(moveAgentLabel({ ctx: viewer, input }))).toBe('forbidden');
  });
});

describe('a run', () => {
  test('is of the version under a label or of a hash, and of what its key is set to', async () => {
    const agent = await withVersions(testsThat('4'), testsThat('5'), testsThat('6'));
    const { ctx, agent_id } = agent;
    const started = async (as: ServiceContext, version?: number | string) => {
      const input = { agent_id, query: 'hi', ...(version === undefined ? {} : { version }) };
      return (await startRun({ ctx: as, input: input as Parameters<typeof startRun>[0]['input'] })).version;
    };
    expect(await started(ctx)).toBe(3);
    expect(await started(ctx, 'draft')).toBe(3);
    expect(await refusal(started(ctx, 'staging'))).toBe('not_found');
    const label = await moveAgentLabel({ ctx, input: { agent_id, label: 'staging', version: 2 } });
    expect(await started(ctx, 'staging')).toBe(2);
    expect(await started(ctx, label.spec_hash)).toBe(2);
    expect(await refusal(started(ctx, '0'.repeat(64)))).toBe('not_found');
    expect(await refusal(started(ctx, 'newest'))).toBe('invalid_input');

    const key = await seedApiKey(stand.adminUrl, ctx.actor.teamId, ['runs:write', 'runs:read']);
    const asKey = contextFor(stand.services, { ...key, agentVersion: 'staging' });
    expect(await started(asKey)).toBe(2);
    expect(await started(asKey, 1)).toBe(1);
  });
});
