import { createHmac } from 'node:crypto';
import type { CreateTriggerInput, TriggerId } from '@agent-factory/contracts';
import { queryAsAdmin } from '@agent-factory/db/testing';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAgent } from '../agents/create.ts';
import { listRuns } from '../runs/list.ts';
import { generateMasterKey } from '../secrets/generate-platform-secrets.ts';
import { createVault } from '../secrets/vault.ts';
import { contextFor, type Services } from '../service-context.ts';
import { agentText, openStand, refusal, refusalError, type Stand } from '../testing/stand.ts';
import { createTrigger } from './create.ts';
import { deleteTrigger } from './delete.ts';
import { listTriggers } from './list.ts';
import { listTriggerDeliveries } from './list-deliveries.ts';
import { receiveHook } from './receive.ts';
import { rewrapTriggers } from './rewrap.ts';
import { rotateTrigger } from './rotate.ts';
import { updateTrigger } from './update.ts';

let stand: Stand;
let now = Date.now();
let services: Services;
beforeAll(async () => {
  stand = await openStand();
  services = { ...stand.services, clock: { now: () => now } };
});
afterAll(() => stand.drop());

const topical = agentText(
  'topical',
  'input: { type: object, properties: { title: { type: string }, count: { type: integer } }, required: [title], additionalProperties: false }',
);

async function tenant(parts: Partial<CreateTriggerInput> = {}, spec = agentText('adder')) {
  const ctx = contextFor(services, (await stand.tenant()).actor);
  const { id: agent_id } = await createAgent({ ctx, input: { spec } });
  const trigger = await createTrigger({
    ctx,
    input: { agent_id, name: 'From outside', mapping: { body_as: 'query' }, ...parts },
  });
  return { ctx, agent_id, trigger, log: () => logOf(ctx, trigger.id) };
}

async function logOf(ctx: Parameters<typeof listTriggerDeliveries>[0]['ctx'], id: TriggerId) {
  return (await listTriggerDeliveries({ ctx, input: { id } })).items;
}

function signed(secret: string, body: string, id = 'msg_1', at = now) {
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at / 1_000)),
    'webhook-signature': new Webhook(secret).sign(id, new Date(at), body),
  };
  return { headers, body: Buffer.from(body) };
}

const send = (triggerId: string, call: Parameters<typeof receiveHook>[0]['call']) =>
  receiveHook({ services, triggerId, call });

describe('a signed call', () => {
  test('starts the agent with its body, and the run says by what', async () => {
    const { ctx, trigger, log } = await tenant();
    const answer = await send(trigger.id, signed(trigger.secret, '{"what":"6 * 7"}'));
    expect(answer.verdict).toBe('started');
    const { items } = await listRuns({ ctx, input: { trigger_id: trigger.id } });
    expect(items).toMatchObject([
      {
        run_id: answer.run_id,
        input: { query: '{"what":"6 * 7"}' },
        started_by: { type: 'trigger', id: trigger.id, name: 'From outside' },
      },
    ]);
    expect(await log()).toMatchObject([
      { delivery_id: 'msg_1', verdict: 'started', run_id: answer.run_id, size_bytes: 16, message: null },
    ]);
  });

  test('that comes again, in whichever order or at once, gets the same run', async () => {
    const { ctx, trigger, log } = await tenant();
    const call = signed(trigger.secret, '"again"');
    const answers = await Promise.all(Array.from({ length: 6 }, () => send(trigger.id, call)));
    expect(new Set(answers.map(({ run_id }) => run_id)).size).toBe(1);
    expect((await send(trigger.id, call)).verdict).toBe('repeated');
    expect((await listRuns({ ctx, input: {} })).items).toHaveLength(1);
    expect(await log()).toHaveLength(7);
    // The same number on something else is a mistake of the sender, or worse.
    expect(await refusal(send(trigger.id, signed(trigger.secret, '"other"')))).toBe('idempotency_mismatch');
  });

  test('is mapped field by field, and what does not fit is refused in words and logged', async () => {
    const mapping = { fields: { title: 'issue.title', count: 'length(issue.labels)' } };
    const { ctx, trigger, log } = await tenant({ mapping }, topical);
    await send(trigger.id, signed(trigger.secret, '{"issue":{"title":"Broken","labels":["a","b"]}}'));
    const { items } = await listRuns({ ctx, input: {} });
    expect(items).toMatchObject([{ input: { title: 'Broken', count: 2 } }]);
    for (const [body, words] of [
      ['{"issue":{"labels":[]}}', 'title'],
      ['{"issue":{"title":"x"}}', 'mapping.fields.count'],
      ['not json', 'not JSON'],
      ['', 'not JSON'],
    ] as const) {
      const error = await refusalError(send(trigger.id, signed(trigger.secret, body, `m-${body.length}`)));
      expect(error).toMatchObject({ code: 'invalid_input', message: expect.stringContaining(words) });
    }
    expect((await log()).filter(({ verdict }) => verdict === 'refused')).toHaveLength(4);
  });

  test('of GitHub starts one run, under whatever delivery id it is sent again; a ping starts none', async () => {
    const secret = 'chosen-at-github-com';
    const { ctx, trigger, log } = await tenant({ scheme: 'github', secret });
    expect(trigger.secret).toBe(secret);
    const call = (body: string, headers: Record<string, string>) => ({
      headers: {
        'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
        ...headers,
      },
      body: Buffer.from(body),
    });
    const ping = call('{"zen":"Keep it logically awesome."}', {
      'x-github-event': 'ping',
      'x-github-delivery': '0',
    });
    expect(await send(trigger.id, ping)).toEqual({ verdict: 'pinged', run_id: null });
    const first = await send(trigger.id, call('{"action":"opened"}', { 'x-github-delivery': '1' }));
    const copied = await send(trigger.id, call('{"action":"opened"}', { 'x-github-delivery': '2' }));
    expect(copied).toEqual({ verdict: 'repeated', run_id: first.run_id });
    expect((await listRuns({ ctx, input: {} })).items).toHaveLength(1);
    expect((await log()).map(({ verdict }) => verdict)).toEqual(['repeated', 'started', 'pinged']);
  });
});

describe('a call that is turned away', () => {
  test('learns the very same of a wrong signature, an old one and an address that nobody has', async () => {
    const { ctx, trigger, log } = await tenant();
    const other = await tenant();
    const good = signed(trigger.secret, '{}');
    const errors = await Promise.all([
      refusalError(send('trg_00000000000000000000000000', good)),
      refusalError(send('nonsense', good)),
      refusalError(send(other.trigger.id, good)),
      refusalError(send(trigger.id, { ...good, body: Buffer.from('{ }') })),
      refusalError(send(trigger.id, signed(trigger.secret, '{}', 'old', now - 301_000))),
      refusalError(send(trigger.id, { headers: {}, body: Buffer.alloc(0) })),
    ]);
    expect(new Set(errors.map(({ code, message }) => `${code} ${message}`)).size).toBe(1);
    expect(errors[0]?.code).toBe('unauthenticated');
    expect((await listRuns({ ctx, input: {} })).items).toEqual([]);
    // Seen by the owner, but no flood of them fills the log.
    for (let n = 0; n < 10; n++) await refusal(send(trigger.id, { headers: {}, body: Buffer.alloc(0) }));
    expect((await log()).map(({ verdict }) => verdict)).toEqual(Array(5).fill('unsigned'));
  });

  test('is over the rate of the trigger, which calls without the secret do not use up', async () => {
    const { trigger, log } = await tenant({ rate_per_minute: 2 });
    for (let n = 0; n < 5; n++) await refusal(send(trigger.id, { headers: {}, body: Buffer.alloc(0) }));
    await send(trigger.id, signed(trigger.secret, '1', 'a'));
    await send(trigger.id, signed(trigger.secret, '2', 'b'));
    const error = await refusalError(send(trigger.id, signed(trigger.secret, '3', 'c')));
    expect(error.code).toBe('rate_limited');
    expect(error.retryAfterSeconds).toBeGreaterThan(0);
    expect((await log())[0]?.verdict).toBe('limited');
  });

  test('finds the trigger off, or gone', async () => {
    const { ctx, trigger, log } = await tenant();
    await updateTrigger({ ctx, input: { id: trigger.id, enabled: false } });
    expect(await refusal(send(trigger.id, signed(trigger.secret, '1')))).toBe('forbidden');
    expect((await log())[0]?.verdict).toBe('off');
    await deleteTrigger({ ctx, input: { id: trigger.id } });
    expect(await refusal(send(trigger.id, signed(trigger.secret, '1')))).toBe('unauthenticated');
  });
});

describe('the secret', () => {
  test('is shown once, lies in an envelope, and is exchanged with an overlap', async () => {
    const { ctx, trigger } = await tenant();
    expect(trigger.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(JSON.stringify(await listTriggers({ ctx }))).not.toContain(trigger.secret);
    const stored = await queryAsAdmin(
      stand.adminUrl,
      'select envelope::text, t::text from public.triggers t',
    );
    expect(JSON.stringify(stored)).not.toContain(trigger.secret.slice('whsec_'.length));

    const next = await rotateTrigger({ ctx, input: { id: trigger.id, overlap_hours: 1 } });
    expect(next.secret).not.toBe(trigger.secret);
    await send(trigger.id, signed(trigger.secret, '1', 'with-the-old'));
    await send(trigger.id, signed(next.secret, '1', 'with-the-new'));
    now += 3_600_001;
    expect(await refusal(send(trigger.id, signed(trigger.secret, '1', 'too-late')))).toBe('unauthenticated');
    const last = await rotateTrigger({ ctx, input: { id: trigger.id, overlap_hours: 0 } });
    expect(await refusal(send(trigger.id, signed(next.secret, '1', 'ended')))).toBe('unauthenticated');
    await send(trigger.id, signed(last.secret, '1', 'newest'));
  });

  test('Q18: goes under a new master key, the one before it too, and in no other row', async () => {
    const { ctx, trigger } = await tenant();
    const next = await rotateTrigger({ ctx, input: { id: trigger.id } });
    const older = await queryAsAdmin<{ key_version: string }>(
      stand.adminUrl,
      'select key_version from public.triggers',
    );
    expect(older.length).toBeGreaterThan(0);
    const { vault } = stand.services.secrets;
    const newKey = generateMasterKey(new Date(0));
    const rewrapping = createVault(newKey);
    // What it opens with the old key it wraps with the new one.
    const both = {
      ...vault,
      currentKeyId: rewrapping.currentKeyId,
      rewrap: (envelope: Buffer, place: Parameters<typeof vault.open>[1]) =>
        rewrapping.seal(vault.open(envelope, place), place),
    };
    const after = { ...services, secrets: { ...services.secrets, vault: both } } as Services;
    expect(await rewrapTriggers({ services: after })).toEqual({ rewrapped: older.length, failed: 0 });
    expect(await rewrapTriggers({ services: after })).toEqual({ rewrapped: 0, failed: 0 });
    const opened = { ...services, secrets: { ...services.secrets, vault: rewrapping } } as Services;
    for (const secret of [trigger.secret, next.secret]) {
      const call = signed(secret, '1', `with-${secret.slice(-6)}`);
      expect((await receiveHook({ services: opened, triggerId: trigger.id, call })).verdict).toBe('started');
    }
    await queryAsAdmin(
      stand.adminUrl,
      `update public.triggers t set envelope = (select envelope from public.triggers where id <> t.id limit 1) where id = $1`,
      [trigger.id],
    );
    await expect(
      receiveHook({ services: opened, triggerId: trigger.id, call: signed(next.secret, '1', 'swapped') }),
    ).rejects.toThrow();
  });

  test.each(['whsec_dG9vIHNob3J0', 'without-a-prefix-at-all', 'ä'.repeat(20)])(
    '%j is none that standard webhooks can use',
    async (secret) => {
      expect(await refusal(tenant({ secret }))).toBe('invalid_input');
    },
  );
});

test.each(['issue.', 'nope(@)', 'a[', '`'])(
  'the expression %j is refused when it is written',
  async (title) => {
    const error = await refusalError(tenant({ mapping: { fields: { title } } }, topical));
    expect(error).toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('mapping.fields.title'),
    });
  },
);

test('a viewer looks; an editor makes', async () => {
  const { ctx, trigger, agent_id } = await tenant();
  const viewer = await stand.member(ctx, 'viewer');
  expect((await listTriggers({ ctx: viewer })).items).toHaveLength(1);
  const input = { agent_id, name: 'Mine', mapping: { body_as: 'query' } };
  expect(await refusal(createTrigger({ ctx: viewer, input }))).toBe('forbidden');
  expect(await refusal(rotateTrigger({ ctx: viewer, input: { id: trigger.id } }))).toBe('forbidden');
  const editor = await stand.member(ctx, 'editor');
  expect((await createTrigger({ ctx: editor, input })).secret).toContain('whsec_');
});
