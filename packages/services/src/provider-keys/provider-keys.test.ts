import { inspect } from 'node:util';
import { newId } from '@agent-factory/contracts';
import { queryAsAdmin } from '@agent-factory/db/testing';
import type { OwnKey, Router } from '@agent-factory/llm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createVault } from '../secrets/vault.ts';
import type { ServiceContext } from '../service-context.ts';
import { openStand, refusal, refusalError, type Stand } from '../testing/stand.ts';
import { addProviderKey } from './add.ts';
import { deleteProviderKey } from './delete.ts';
import { flagRefusedKey } from './flag-refused.ts';
import { listProviderKeys } from './list.ts';
import { loadProviderKeys } from './load.ts';
import { rewrapProviderKeys } from './rewrap.ts';
import { testProviderKey } from './test.ts';
import { updateProviderKey } from './update.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

const good = 'sk-good-abcdefghijklmnop';
const refused = 'sk-bad-abcdefghijklmnopq';

/** Whether vendors are out of reach. */
let silent = false;

/** A vendor that accepts every key but those that begin with `sk-bad`, and notes which it was asked about. */
function vendor(): { asked: OwnKey[]; router: Router } {
  const asked: OwnKey[] = [];
  const router: Router = {
    ...stand.services.router,
    testKey: async (key) => {
      asked.push(key);
      if (silent) return { ok: false, reason: 'it did not answer.', refused: false };
      const refused = { ok: false, reason: 'it is not known there.', refused: true } as const;
      return key.secret.startsWith('sk-bad') ? refused : { ok: true };
    },
  };
  return { asked, router };
}

async function tenant() {
  return { ...(await stand.tenant()), router: vendor().router };
}

const add = (ctx: ServiceContext, parts: Partial<Parameters<typeof addProviderKey>[0]['input']> = {}) =>
  addProviderKey({ ctx, input: { vendor: 'openai', label: 'Ours', secret: good, ...parts } });
const load = (ctx: ServiceContext) => {
  ctx.secrets.opened.forget(ctx.actor.teamId); // as another process, which remembers nothing
  return loadProviderKeys({ services: ctx, teamId: ctx.actor.teamId });
};

describe('bringing a key', () => {
  test('it is tested, stored, shown masked, and opened for the router', async () => {
    const { asked, router } = vendor();
    const ctx = { ...(await stand.tenant()), router };
    const added = await add(ctx, { weight: 3 });
    expect(asked).toMatchObject([{ id: added.id, vendor: 'openai', secret: good }]);
    expect(added).toMatchObject({ masked: 'sk-…mnop', status: 'active', base_url: null, last_error: null });
    const { items, vendors } = await listProviderKeys({ ctx });
    expect(items).toEqual([added]);
    expect(vendors.map(({ id }) => id)).toContain('anthropic');
    expect(await load(ctx)).toEqual([{ id: added.id, vendor: 'openai', secret: good, weight: 3 }]);
  });

  test('one that is refused is not stored, and the reason is shown', async () => {
    const ctx = await tenant();
    const error = await refusalError(add(ctx, { secret: refused }));
    expect(error).toMatchObject({
      code: 'invalid_input',
      message: 'The key was not accepted: it is not known there.',
    });
    expect((await listProviderKeys({ ctx })).items).toEqual([]);
  });

  test('one that nobody could be asked about is not stored either, and is not called a bad one', async () => {
    const ctx = await tenant();
    silent = true;
    try {
      const { message } = await refusalError(add(ctx, { secret: good }));
      expect(message).toContain('could not be asked about it');
      expect(message).toContain('it did not answer.');
    } finally {
      silent = false;
    }
    expect((await listProviderKeys({ ctx })).items).toEqual([]);
  });

  test.each([
    ['http://llm.example.com/v1', 'invalid_input'],
    ['https://127.0.0.1/v1', 'forbidden'],
    ['https://2130706433/v1', 'forbidden'],
    ['https://metadata.google.internal/v1', 'forbidden'],
    ['https://localhost/v1', 'forbidden'],
    ['https://llm.example.com:22/v1', 'forbidden'],
    ['https://user:word@llm.example.com/v1', 'invalid_input'],
    ['https://llm.example.com/v1?x=1', 'invalid_input'],
    ['no address', 'invalid_input'],
  ])('Q11: no key is sent to %s', async (base_url, code) => {
    const { asked, router } = vendor();
    const ctx = { ...(await stand.tenant()), router };
    expect(await refusal(add(ctx, { vendor: 'openai-compatible', base_url }))).toBe(code);
    expect(asked).toEqual([]);
  });

  test('a service of one’s own needs an address, which is kept without its last slash', async () => {
    const ctx = await tenant();
    expect(await refusal(add(ctx, { vendor: 'openai-compatible' }))).toBe('invalid_input');
    await add(ctx, { vendor: 'openai-compatible', base_url: 'https://LLM.example.com/v1/' });
    expect(await load(ctx)).toMatchObject([{ baseUrl: 'https://llm.example.com/v1' }]);
  });

  test.each(['editor', 'viewer'] as const)('a member who is %s does nothing with keys', async (role) => {
    const owner = await tenant();
    const { id } = await add(owner);
    const ctx = { ...(await stand.member(owner, role)), router: owner.router };
    const codes = await Promise.all(
      [
        add(ctx),
        listProviderKeys({ ctx }),
        testProviderKey({ ctx, input: { id } }),
        updateProviderKey({ ctx, input: { id, label: 'Mine' } }),
        deleteProviderKey({ ctx, input: { id } }),
      ].map(refusal),
    );
    expect(codes).toEqual(Array(5).fill('forbidden'));
  });
});

describe('Q18: where it lies', () => {
  test('nothing in the database tells it, and members are not granted its envelope', async () => {
    const ctx = await tenant();
    await add(ctx);
    const [row] = await queryAsAdmin<{ text: string; envelope: Buffer; member: boolean; key: boolean }>(
      stand.adminUrl,
      `select k::text as text, envelope,
         has_column_privilege('agent_factory_member', 'public.provider_keys', 'envelope', 'select') as member,
         has_column_privilege('agent_factory_key', 'public.provider_keys', 'envelope', 'select') as key
       from public.provider_keys k where team_id = $1`,
      [ctx.actor.teamId],
    );
    expect(row).toMatchObject({ member: false, key: false });
    expect(row?.text).not.toContain('abcdefgh');
    expect(row?.envelope.includes('abcdefgh')).toBe(false);
  });

  test('an envelope that was put into another row or team does not open; the others do', async () => {
    const [ctx, other] = await Promise.all([tenant(), tenant()]);
    const [one, two, theirs] = [await add(ctx), await add(ctx), await add(other)];
    for (const [from, into, team] of [
      [one.id, two.id, ctx],
      [one.id, theirs.id, other],
    ] as const) {
      await queryAsAdmin(
        stand.adminUrl,
        'update public.provider_keys set envelope = (select envelope from public.provider_keys where id = $1) where id = $2',
        [from, into],
      );
      stand.errors.length = 0;
      expect((await load(team)).map(({ id }) => id)).toEqual(team === ctx ? [one.id] : []);
      expect(stand.errors).toHaveLength(1);
      expect(inspect(stand.errors)).not.toContain('abcdefgh');
    }
    stand.errors.length = 0;
  });

  test('the master key is rotated while everything runs', async () => {
    const ctx = await tenant();
    const key = (id: string, byte: number) => `${id}:${Buffer.alloc(32, byte).toString('base64')}`;
    const withKeys = (list: string): ServiceContext => ({
      ...ctx,
      secrets: {
        hashApiKey: ctx.secrets.hashApiKey,
        hashesOfApiKey: ctx.secrets.hashesOfApiKey,
        opened: ctx.secrets.opened,
        openedConnections: ctx.secrets.openedConnections,
        vault: createVault(list),
        receipts: ctx.secrets.receipts,
      },
    });
    const before = withKeys(key('old', 1));
    await add(before);
    await add(before, { label: 'Second' });
    const between = withKeys(`${key('new', 2)},${key('old', 1)}`);
    expect(await load(between)).toHaveLength(2);
    // Rows of the other tests are under yet another key, which these two cannot open.
    stand.errors.length = 0;
    const { rewrapped, failed } = await rewrapProviderKeys({ services: between });
    expect(rewrapped).toBe(2);
    expect(stand.errors).toHaveLength(failed);
    stand.errors.length = 0;
    expect((await load(withKeys(key('new', 2)))).map(({ secret }) => secret)).toEqual([good, good]);
    expect((await rewrapProviderKeys({ services: between })).rewrapped).toBe(0);
    stand.errors.length = 0;
  });
});

describe('a key in use', () => {
  test('one that its vendor refuses is left out until a test succeeds', async () => {
    const ctx = await tenant();
    const { id } = await add(ctx);
    await queryAsAdmin(
      stand.adminUrl,
      `update public.provider_keys set sealed_at = now() - interval '1 minute' where id = $1`,
      [id],
    );
    await loadProviderKeys({ services: ctx, teamId: ctx.actor.teamId });
    await flagRefusedKey({ services: ctx, keyId: id });
    // What this process had remembered is forgotten too.
    expect(await loadProviderKeys({ services: ctx, teamId: ctx.actor.teamId })).toEqual([]);
    expect((await listProviderKeys({ ctx })).items).toMatchObject([
      { status: 'refused', last_error: expect.stringContaining('refused') },
    ]);
    expect(await testProviderKey({ ctx, input: { id } })).toMatchObject({
      status: 'active',
      last_error: null,
    });
    expect(await load(ctx)).toHaveLength(1);
  });

  test('a vendor that cannot be asked neither takes a key out of use nor lets one in', async () => {
    const ctx = await tenant();
    const { id } = await add(ctx);
    silent = true;
    try {
      expect(await testProviderKey({ ctx, input: { id } })).toMatchObject({
        status: 'active',
        last_error: 'it did not answer.',
      });
      expect(await refusal(add(ctx))).toBe('invalid_input');
    } finally {
      silent = false;
    }
    expect(await load(ctx)).toHaveLength(1);
  });

  test('a refusal of the secret that was exchanged a moment ago does not count', async () => {
    const ctx = await tenant();
    const { id } = await add(ctx);
    await flagRefusedKey({ services: ctx, keyId: id });
    expect((await listProviderKeys({ ctx })).items).toMatchObject([{ status: 'active' }]);
  });

  test('flagging what is no key is no error', async () => {
    await flagRefusedKey({ services: stand.services, keyId: newId('providerKey') });
    expect(stand.errors).toEqual([]);
  });

  test('an exchanged secret is tested first; until it is accepted the old one stays', async () => {
    const ctx = await tenant();
    const { id } = await add(ctx);
    expect(await refusal(updateProviderKey({ ctx, input: { id, secret: refused } }))).toBe('invalid_input');
    expect(await load(ctx)).toMatchObject([{ secret: good }]);
    const secret = 'sk-other-abcdefghij-wxyz';
    expect(await updateProviderKey({ ctx, input: { id, secret } })).toMatchObject({ masked: 'sk-…wxyz' });
    expect(await load(ctx)).toMatchObject([{ secret }]);
  });

  test('it is switched off and on, weighed and renamed', async () => {
    const ctx = await tenant();
    const { id } = await add(ctx);
    expect(await updateProviderKey({ ctx, input: { id, enabled: false } })).toMatchObject({
      status: 'disabled',
    });
    expect(await load(ctx)).toEqual([]);
    expect(await testProviderKey({ ctx, input: { id } })).toMatchObject({ status: 'disabled' });
    const changed = await updateProviderKey({ ctx, input: { id, enabled: true, weight: 7, label: 'New' } });
    expect(changed).toMatchObject({ status: 'active', weight: 7, label: 'New' });
    expect(await load(ctx)).toMatchObject([{ weight: 7 }]);
    expect(await refusal(updateProviderKey({ ctx, input: { id } }))).toBe('invalid_input');
  });

  test('a deleted one is gone, envelope and all', async () => {
    const ctx = await tenant();
    const { id } = await add(ctx);
    await deleteProviderKey({ ctx, input: { id } });
    expect(await load(ctx)).toEqual([]);
    expect(await refusal(testProviderKey({ ctx, input: { id } }))).toBe('not_found');
    expect(await refusal(deleteProviderKey({ ctx, input: { id } }))).toBe('not_found');
  });

  test('Q2: another team’s is as unknown as none', async () => {
    const [ctx, other] = await Promise.all([tenant(), tenant()]);
    const { id } = await add(other);
    for (const unknown of [id, newId('providerKey')]) {
      expect(await refusal(updateProviderKey({ ctx, input: { id: unknown, secret: good } }))).toBe(
        'not_found',
      );
      expect(await refusal(testProviderKey({ ctx, input: { id: unknown } }))).toBe('not_found');
    }
  });
});
