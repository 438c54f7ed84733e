import { newId } from '@agent-factory/contracts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agentText, openStand, refusal, refusalError, type Stand } from '../testing/stand.ts';
import { createAgent } from './create.ts';
import { deleteAgent } from './delete.ts';
import { getAgent } from './get.ts';
import { listAgents } from './list.ts';
import { listAgentVersions } from './list-versions.ts';
import { updateAgent } from './update.ts';
import { validateSpec } from './validate.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

describe('saving', () => {
  test('an agent is saved with its version 1 and read back as its author wrote it', async () => {
    const ctx = await stand.tenant();
    const spec = agentText('kept', '# a comment that stays');
    const saved = await createAgent({ ctx, input: { spec, message: 'first' } });
    expect(saved).toMatchObject({ name: 'kept', version: 1, status: 'ready' });
    const read = await getAgent({ ctx, input: { id: saved.id } });
    expect(read).toMatchObject({ ...saved, kind: 'Agent', title: 'Adder', spec });
    const { items } = await listAgentVersions({ ctx, input: { id: saved.id } });
    expect(items).toMatchObject([{ version: 1, message: 'first', created_by: ctx.actor.userId, spec }]);
  });

  test('a JSON value is accepted as well as text, and means the same', async () => {
    const ctx = await stand.tenant();
    const asText = await createAgent({ ctx, input: { spec: agentText('one') } });
    await deleteAgent({ ctx, input: { id: asText.id } });
    const value = {
      apiVersion: 'agentfactory/v1',
      kind: 'Agent',
      name: 'one',
      title: 'Adder',
      description: 'Adds numbers.',
      model: { task: 'simple_query' },
      tools: ['calculator'],
      instructions: '# Purpose\nAnswer with the sum.\n',
    };
    const asValue = await createAgent({ ctx, input: { spec: value } });
    expect(asValue.spec_hash).toBe(asText.spec_hash);
  });

  test('a Team is saved, though its members are not there yet', async () => {
    const ctx = await stand.tenant();
    const spec = [
      'apiVersion: agentfactory/v1',
      'kind: Team',
      'name: desk',
      'pattern: sequence',
      'members: [{ agent: one }, { agent: two }]',
    ].join('\n');
    const { id } = await createAgent({ ctx, input: { spec } });
    expect(await getAgent({ ctx, input: { id } })).toMatchObject({ kind: 'Team', name: 'desk' });
  });

  test('a broken spec is refused with its diagnostics, and nothing is saved', async () => {
    const ctx = await stand.tenant();
    const error = await refusalError(createAgent({ ctx, input: { spec: agentText('x', 'limts: {}') } }));
    expect(error.code).toBe('invalid_spec');
    expect(
      error.diagnostics?.some(({ severity, range }) => severity === 'error' && range.start.line > 1),
    ).toBe(true);
    expect((await listAgents({ ctx, input: {} })).items).toEqual([]);
  });

  test('a name is taken once in a team, free in another, and free again after a delete', async () => {
    const [ctx, other] = await Promise.all([stand.tenant(), stand.tenant()]);
    const { id } = await createAgent({ ctx, input: { spec: agentText('same') } });
    expect(await refusal(createAgent({ ctx, input: { spec: agentText('same') } }))).toBe('name_taken');
    await createAgent({ ctx: other, input: { spec: agentText('same') } });
    await deleteAgent({ ctx, input: { id } });
    expect(await refusal(getAgent({ ctx, input: { id } }))).toBe('not_found');
    expect(await refusal(deleteAgent({ ctx, input: { id } }))).toBe('not_found');
    await createAgent({ ctx, input: { spec: agentText('same') } });
  });

  test('of eight who create one name at once, one does', async () => {
    const ctx = await stand.tenant();
    const all = await Promise.allSettled(
      Array.from({ length: 8 }, () => createAgent({ ctx, input: { spec: agentText('race') } })),
    );
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await listAgents({ ctx, input: {} })).items).toHaveLength(1);
  });
});

describe('changing', () => {
  test('a change makes a version; the same meaning makes none', async () => {
    const ctx = await stand.tenant();
    const { id, spec_hash } = await createAgent({ ctx, input: { spec: agentText('steady') } });
    const same = await updateAgent({ ctx, input: { id, spec: agentText('steady', '# only a comment') } });
    expect(same).toMatchObject({ version: 1, spec_hash });
    const changed = await updateAgent({
      ctx,
      input: { id, spec: agentText('renamed', 'limits: { maxSteps: 3 }'), base_version: 1 },
    });
    expect(changed).toMatchObject({ name: 'renamed', version: 2 });
    const stale = updateAgent({ ctx, input: { id, spec: agentText('steady'), base_version: 1 } });
    expect(await refusal(stale)).toBe('conflict');
    const { items } = await listAgentVersions({ ctx, input: { id } });
    expect(items.map(({ version }) => version)).toEqual([2, 1]);
  });

  test('a name that another agent has is refused, and no version is left behind', async () => {
    const ctx = await stand.tenant();
    await createAgent({ ctx, input: { spec: agentText('first') } });
    const { id } = await createAgent({ ctx, input: { spec: agentText('second') } });
    expect(await refusal(updateAgent({ ctx, input: { id, spec: agentText('first') } }))).toBe('name_taken');
    expect((await listAgentVersions({ ctx, input: { id } })).items).toHaveLength(1);
  });

  test('ten changes at once get ten versions, numbered without a gap', async () => {
    const ctx = await stand.tenant();
    const { id } = await createAgent({ ctx, input: { spec: agentText('busy') } });
    const changes = Array.from({ length: 10 }, (_, n) =>
      updateAgent({ ctx, input: { id, spec: agentText('busy', `limits: { maxSteps: ${n + 2} }`) } }),
    );
    const versions = (await Promise.all(changes)).map(({ version }) => version);
    expect(versions.toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    const { items } = await listAgentVersions({ ctx, input: { id } });
    expect(items.map(({ version }) => version)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect((await getAgent({ ctx, input: { id } })).version).toBe(11);
  });

  test('of ten changes at once from one base version, one gets through', async () => {
    const ctx = await stand.tenant();
    const { id } = await createAgent({ ctx, input: { spec: agentText('based') } });
    const all = await Promise.allSettled(
      Array.from({ length: 10 }, (_, n) =>
        updateAgent({
          ctx,
          input: { id, spec: agentText('based', `limits: { maxSteps: ${n + 2} }`), base_version: 1 },
        }),
      ),
    );
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('listing', () => {
  test('pages of any size show every agent once, newest first', async () => {
    const ctx = await stand.tenant();
    const made: string[] = [];
    for (let n = 0; n < 7; n++) {
      made.unshift((await createAgent({ ctx, input: { spec: agentText(`a${n}`) } })).id);
    }
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 9 }), async (limit) => {
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const input = { limit, ...(cursor === undefined ? {} : { cursor }) };
          const page = await listAgents({ ctx, input });
          expect(page.items.length).toBeLessThanOrEqual(limit);
          seen.push(...page.items.map(({ id }) => id));
          cursor = page.next_cursor ?? undefined;
        } while (cursor !== undefined);
        expect(seen).toEqual(made);
      }),
      { numRuns: 12 },
    );
  });

  test('a cursor that nobody handed out is refused', async () => {
    const ctx = await stand.tenant();
    for (const cursor of ['', 'x', 'YWZ0ZXIg', Buffer.from(`after ${newId('run')}`).toString('base64url')]) {
      expect(await refusal(listAgents({ ctx, input: { cursor } }))).toBe('invalid_input');
    }
  });
});

describe('who may', () => {
  test('Q2: every verb answers for another team as for nothing at all, and changes nothing', async () => {
    const [ctx, stranger] = await Promise.all([stand.tenant(), stand.tenant()]);
    const { id } = await createAgent({ ctx, input: { spec: agentText('mine') } });
    await createAgent({ ctx, input: { spec: agentText('newer') } });
    const before = await getAgent({ ctx, input: { id } });
    const { next_cursor } = await listAgents({ ctx, input: { limit: 1 } });

    const asked = async (unknownOrForeign: typeof id) => {
      const input = { id: unknownOrForeign };
      const attempts = [
        getAgent({ ctx: stranger, input }),
        listAgentVersions({ ctx: stranger, input }),
        updateAgent({ ctx: stranger, input: { ...input, spec: agentText('stolen') } }),
        deleteAgent({ ctx: stranger, input }),
      ];
      return Promise.all(attempts.map(async (attempt) => (await refusalError(attempt)).message));
    };
    expect(await asked(id)).toEqual(await asked(newId('agent')));
    expect(await getAgent({ ctx, input: { id } })).toEqual(before);
    expect((await listAgents({ ctx: stranger, input: {} })).items).toEqual([]);
    const further = await listAgents({ ctx: stranger, input: { cursor: next_cursor ?? '' } });
    expect(further.items).toEqual([]);
  });

  test('a viewer reads and changes nothing; an editor writes', async () => {
    const ctx = await stand.tenant();
    const [viewer, editor] = await Promise.all([stand.member(ctx, 'viewer'), stand.member(ctx, 'editor')]);
    const { id } = await createAgent({ ctx: editor, input: { spec: agentText('ours') } });
    expect((await getAgent({ ctx: viewer, input: { id } })).name).toBe('ours');
    const attempts = [
      createAgent({ ctx: viewer, input: { spec: agentText('mine') } }),
      updateAgent({ ctx: viewer, input: { id, spec: agentText('mine') } }),
      deleteAgent({ ctx: viewer, input: { id } }),
    ];
    expect(await Promise.all(attempts.map(refusal))).toEqual(['forbidden', 'forbidden', 'forbidden']);
  });
});

test('validating says what creating would, and saves nothing', async () => {
  const ctx = await stand.tenant();
  const good = validateSpec({ ctx, input: { spec: agentText('fine') } });
  expect(good).toMatchObject({ valid: true, diagnostics: [] });
  const bad = validateSpec({ ctx, input: { spec: agentText('Not A Slug') } });
  expect(bad).toMatchObject({ valid: false, spec_hash: null });
  expect((await listAgents({ ctx, input: {} })).items).toEqual([]);
  expect((await createAgent({ ctx, input: { spec: agentText('fine') } })).spec_hash).toBe(good.spec_hash);
});
