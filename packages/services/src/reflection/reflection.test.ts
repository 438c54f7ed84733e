import type { SpecPatchView, TestCaseInput } from '@agent-factory/contracts';
import { queryAsAdmin } from '@agent-factory/db/testing';
import type { ModelMessage } from '@agent-factory/llm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAgent } from '../agents/create.ts';
import { getAgent } from '../agents/get.ts';
import { updateAgent } from '../agents/update.ts';
import type { ServiceContext } from '../service-context.ts';
import { openStand, refusal, type Stand, withModel } from '../testing/stand.ts';
import { modelOf } from '../testing/stand-model.ts';
import { saveDataset } from '../tests/datasets/save.ts';
import { acceptPatch } from './accept.ts';
import { discardPatch } from './discard.ts';
import { getPatch } from './get.ts';
import { listPatches } from './list.ts';
import { proposePatch } from './propose.ts';
import { reconcilePatches } from './reconcile.ts';
import { workOnPatch } from './work-on-patch.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

const spec = (body: string, rule = 'The answer is short.') => `---
apiVersion: agentfactory/v1
kind: Agent
name: greeter
model: { task: simple_query }
limits: { maxCostUsd: 0.01, maxSteps: 3, maxSeconds: 10 }
gates: { trials: 1 }
invariants:
  - id: short
    says: ${rule}
    at: output
    check: { maxLength: 200 }
    otherwise: block
---
${body}
`;
const plain = spec('Greet people.');

/** So many greetings a split: just enough that all of them turning is more than chance. */
const each = 6;
function cases(): TestCaseInput[] {
  return (['train', 'validation', 'sealed'] as const).flatMap((split) =>
    Array.from({ length: each }, (_, place) => ({
      name: `${split} ${place}`,
      input: `A visitor called ${split}-${place} is at the door`,
      expect: [{ kind: 'contains' as const, text: 'politely' }],
      split,
    })),
  );
}

interface Behaviour {
  /** What the proposer answers, by how often it was asked. */
  proposals: readonly string[];
  /** What the agent says, given its instructions and the question. */
  says?: (instructions: string, question: string) => string;
}

/** One model for both: whoever is asked to improve a spec proposes, everybody else greets. */
function model({ proposals, says }: Behaviour) {
  let proposed = 0;
  const behave = says ?? ((instructions) => (instructions.includes('courteous') ? 'politely, hello' : 'hi'));
  return modelOf((_, messages) => {
    const [system] = messages;
    const told = textOf(system);
    if (!told.includes('You improve the spec')) {
      return { text: behave(told, messages.map(textOf).join('\n')) };
    }
    proposed += 1;
    return { text: proposals[Math.min(proposed, proposals.length) - 1] ?? '' };
  });
}

function textOf(message: ModelMessage | undefined): string {
  return JSON.stringify(message?.content ?? '');
}

const proposal = (text: string) => `It was curt.\n\n~~~~spec\n${text}~~~~\n`;
const better = proposal(spec('Greet people. Be courteous.'));

async function tried(behaviour: Behaviour, ctx?: ServiceContext): Promise<SpecPatchView & { asked: number }> {
  const own = ctx ?? (await stand.tenant());
  const { agentId, datasetId } = await given(own);
  return work(own, behaviour, agentId, datasetId);
}

async function given(ctx: ServiceContext) {
  const { id: agentId } = await createAgent({ ctx, input: { spec: plain } });
  const { id: datasetId } = await saveDataset({ ctx, input: { name: 'greetings', cases: cases() } });
  return { agentId, datasetId };
}

async function work(
  ctx: ServiceContext,
  behaviour: Behaviour,
  agent_id: Awaited<ReturnType<typeof given>>['agentId'],
  dataset_id: Awaited<ReturnType<typeof given>>['datasetId'],
) {
  const { patch_id } = await proposePatch({ ctx, input: { agent_id, dataset_id } });
  const stub = model(behaviour);
  const services = { ...stand.services, router: withModel(stand.services.router, stub) };
  const input = { patch_id, team_id: ctx.actor.teamId };
  await workOnPatch({ services, input, signal: new AbortController().signal });
  return { ...(await getPatch({ ctx, input: { patch_id } })), asked: stub.requests.length };
}

describe('a patch', () => {
  test('that wins on validation and passes the sealed check becomes a version when a person says so', async () => {
    const ctx = await stand.tenant();
    const patch = await tried({ proposals: [better] }, ctx);
    expect(patch).toMatchObject({
      status: 'won',
      reason_code: null,
      rationale: 'It was curt.',
      changes: [{ risk: 'instructions_changed' }],
      train: { cases: each, failing: each },
      validation: { before: 0, after: 1, verdict: 'better', cases: each },
      sealed: { passed: true, look: 1, looks_left: 4 },
    });
    const { agent_id, patch_id } = patch;
    const accepted = await acceptPatch({ ctx, input: { patch_id } });
    expect(accepted).toMatchObject({ status: 'accepted', accepted_version: 2 });
    expect(String((await getAgent({ ctx, input: { id: agent_id } })).spec)).toContain('courteous');
    expect(await acceptPatch({ ctx, input: { patch_id } })).toEqual(accepted);
    expect(await refusal(discardPatch({ ctx, input: { patch_id } }))).toBe('conflict');
    expect((await listPatches({ ctx, input: { agent_id } })).items).toHaveLength(1);
  });

  test('that changes nothing for the better is discarded with the figures, and no sealed case is looked at', async () => {
    const patch = await tried({ proposals: [proposal(spec('Greet people warmly.'))] });
    expect(patch).toMatchObject({
      status: 'discarded',
      reason_code: 'does_not_win',
      validation: { before: 0, after: 0, verdict: 'inconclusive' },
      sealed: null,
    });
    expect(patch.reason).toContain('0 % passed before, 0 % with the patch, of 6 cases');
    expect(patch.reason).toMatch(/About \d+ cases would tell/);
  });

  test('that wins on validation and not on sealed cases is discarded, and the look is spent', async () => {
    const patch = await tried({
      proposals: [better],
      says: (instructions, question) => {
        if (question.includes('sealed-'))
          return instructions.includes('courteous') ? 'hm' : 'politely, hello';
        return instructions.includes('courteous') ? 'politely, hello' : 'hi';
      },
    });
    expect(patch).toMatchObject({
      status: 'discarded',
      reason_code: 'fails_sealed_check',
      sealed: { passed: false, look: 1 },
    });
    expect(JSON.stringify(patch)).not.toMatch(/sealed[ -]\d/);
  });

  test('that copies the tests is refused before anybody tries it; told so, the model may write another', async () => {
    const copies = proposal(spec('Greet people. If a visitor called train-0 is at the door, be courteous.'));
    const refused = await tried({ proposals: [copies] });
    expect(refused).toMatchObject({ status: 'discarded', reason_code: 'copies_tests', validation: null });
    expect(refused.refused).toHaveLength(2);
    expect(refused.asked).toBe(each + 3);
    const mended = await tried({ proposals: [copies, better] });
    expect(mended).toMatchObject({ status: 'won', refused: [{ reason_code: 'copies_tests' }] });
  });

  test.each([
    ['loosens', plain.replace('maxLength: 200', 'maxLength: 2000')],
    ['loosens', plain.replace('maxSteps: 3', 'maxSteps: 9')],
    ['changes_identity', plain.replace('name: greeter', 'name: other')],
    ['changes_tests', plain.replace('gates: { trials: 1 }', 'gates: { minPassRate: 0.1, trials: 1 }')],
    ['changes_nothing', plain],
    ['invalid_spec', plain.replace('kind: Agent', 'kind: Robot')],
    ['no_proposal', null],
  ])('is refused as one that %s', async (code, text) => {
    const answer = text === null ? 'I would rather not.' : proposal(text);
    expect(await tried({ proposals: [answer] })).toMatchObject({ status: 'discarded', reason_code: code });
  });

  test('that breaks an invariant where it is tried is discarded, however well it does else', async () => {
    const patch = await tried({
      proposals: [better],
      says: (instructions, question) => {
        if (!instructions.includes('courteous')) return 'hi';
        return question.includes('validation-3') ? 'politely '.repeat(50) : 'politely, hello';
      },
    });
    expect(patch).toMatchObject({ status: 'discarded', reason_code: 'invariant_violated' });
    expect(patch.reason).toContain('short');
  });

  test('is not looked for where nothing fails', async () => {
    const patch = await tried({ proposals: [better], says: () => 'politely, hello' });
    expect(patch).toMatchObject({ status: 'discarded', reason_code: 'nothing_fails' });
    expect(patch.asked).toBe(each);
  });

  test('has five looks at the same sealed cases, in whatever dataset; then none', async () => {
    const ctx = await stand.tenant();
    const { agentId, datasetId } = await given(ctx);
    for (const look of [1, 2, 3, 4]) {
      const patch = await work(ctx, { proposals: [better] }, agentId, datasetId);
      expect(patch.sealed?.look).toBe(look);
    }
    const copy = await saveDataset({ ctx, input: { name: 'the same', cases: cases() } });
    expect((await work(ctx, { proposals: [better] }, agentId, copy.id)).sealed?.looks_left).toBe(0);
    expect(await work(ctx, { proposals: [better] }, agentId, copy.id)).toMatchObject({
      status: 'discarded',
      reason_code: 'sealed_looks_spent',
      sealed: null,
    });
    const looks = await queryAsAdmin(
      stand.adminUrl,
      'select look from public.sealed_looks where team_id = $1',
      [ctx.actor.teamId],
    );
    expect(looks).toHaveLength(5);
  }, 60_000);

  test('goes on where a worker left it: nothing that was learned is asked again', async () => {
    const ctx = await stand.tenant();
    const { agentId, datasetId } = await given(ctx);
    const { patch_id } = await proposePatch({ ctx, input: { agent_id: agentId, dataset_id: datasetId } });
    const input = { patch_id, team_id: ctx.actor.teamId };
    const stop = new AbortController();
    const first = model({
      proposals: [better],
      says: (instructions) => {
        if (instructions.includes('courteous')) stop.abort();
        return 'hi';
      },
    });
    const over = (stub: typeof first) => ({
      ...stand.services,
      router: withModel(stand.services.router, stub),
    });
    await expect(workOnPatch({ services: over(first), input, signal: stop.signal })).rejects.toThrow();
    expect(await getPatch({ ctx, input: { patch_id } })).toMatchObject({
      status: 'working',
      phase: 'validation',
    });
    const second = model({ proposals: ['nothing'] });
    await workOnPatch({ services: over(second), input, signal: new AbortController().signal });
    expect(await getPatch({ ctx, input: { patch_id } })).toMatchObject({ status: 'won' });
    // Validation and the sealed check under both versions; neither train nor a proposal.
    expect(second.requests).toHaveLength(4 * each);
  });

  test('of a worker that died is set going again where it was, and ends for good after some deaths', async () => {
    const ctx = await stand.tenant();
    const { agentId, datasetId } = await given(ctx);
    const { patch_id } = await proposePatch({ ctx, input: { agent_id: agentId, dataset_id: datasetId } });
    const unlocked: string[] = [];
    // What the queue knows of its job: held for long by a worker that shows no sign of life.
    const queue = (job: { lockedBy: string | null; lockedForMs: number | null }) => ({
      states: async () => [{ key: patch_id, exhausted: false, waitsForMs: 0, ...job }],
      unlock: async (ids: readonly string[]) => void unlocked.push(...ids),
    });
    const abandon = () =>
      queryAsAdmin(
        stand.adminUrl,
        `update public.spec_patches set touched_at = case when id = $1 then now() - interval '1 hour' else now() end`,
        [patch_id],
      );
    const look = (job: Parameters<typeof queue>[0]) =>
      reconcilePatches({ services: stand.services, queue: queue(job) });
    const dead = { lockedBy: 'dead', lockedForMs: 60_000 };
    // One that was touched a moment ago is at work, and one whose job waits only waits.
    expect(await look(dead)).toEqual({ revived: 0, ended: 0 });
    await abandon();
    expect(await look({ lockedBy: null, lockedForMs: null })).toEqual({ revived: 0, ended: 0 });
    for (let deaths = 1; deaths <= 5; deaths++) {
      await abandon();
      expect(await look(dead)).toEqual({ revived: 1, ended: 0 });
    }
    expect(unlocked).toEqual(Array(5).fill('dead'));
    const jobs = await queryAsAdmin(stand.adminUrl, 'select key from graphile_worker.jobs where key = $1', [
      patch_id,
    ]);
    expect(jobs).toHaveLength(1);
    await abandon();
    expect(await look(dead)).toEqual({ revived: 0, ended: 1 });
    expect(await getPatch({ ctx, input: { patch_id } })).toMatchObject({
      status: 'discarded',
      reason_code: 'broke_off',
      finished_at: expect.any(String),
    });
    await abandon();
    expect(await look(dead)).toEqual({ revived: 0, ended: 0 });
  });

  test('of an older version, or one that was discarded, makes no version', async () => {
    const ctx = await stand.tenant();
    const { patch_id, agent_id } = await tried({ proposals: [better] }, ctx);
    await updateAgent({ ctx, input: { id: agent_id, spec: spec('Greet people slowly.') } });
    expect(await refusal(acceptPatch({ ctx, input: { patch_id } }))).toBe('conflict');
    expect(await discardPatch({ ctx, input: { patch_id, reason: 'Too slow a greeting.' } })).toMatchObject({
      status: 'discarded',
      reason_code: 'by_hand',
      reason: 'Too slow a greeting.',
    });
    expect(await refusal(acceptPatch({ ctx, input: { patch_id } }))).toBe('conflict');
  });

  test('needs cases of every split, and is the team’s own', async () => {
    const ctx = await stand.tenant();
    const { agentId, datasetId } = await given(ctx);
    const train = cases().filter(({ split }) => split !== 'sealed');
    const open = await saveDataset({ ctx, input: { name: 'unsealed', cases: train } });
    const propose = (more: object) =>
      refusal(proposePatch({ ctx, input: { agent_id: agentId, dataset_id: datasetId, ...more } }));
    expect(await propose({ dataset_id: open.id })).toBe('invalid_input');
    const other = await stand.tenant();
    const { patch_id } = await proposePatch({ ctx, input: { agent_id: agentId, dataset_id: datasetId } });
    expect(await refusal(getPatch({ ctx: other, input: { patch_id } }))).toBe('not_found');
    const viewer = await stand.member(ctx, 'viewer');
    expect(
      await refusal(proposePatch({ ctx: viewer, input: { agent_id: agentId, dataset_id: datasetId } })),
    ).toBe('forbidden');
    expect(await getPatch({ ctx: viewer, input: { patch_id } })).toMatchObject({ status: 'queued' });
  });
});
