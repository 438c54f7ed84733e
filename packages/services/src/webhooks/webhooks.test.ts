import type { ServerResponse } from 'node:http';
import { newId, type WebhookDeliveryId } from '@agent-factory/contracts';
import { withTenant } from '@agent-factory/db';
import { queryAsAdmin } from '@agent-factory/db/testing';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { generateMasterKey } from '../secrets/generate-platform-secrets.ts';
import { createVault } from '../secrets/vault.ts';
import { contextFor, type ServiceContext } from '../service-context.ts';
import { openStand, refusal, refusalError, type Stand } from '../testing/stand.ts';
import { createWebhook } from './create.ts';
import { deleteWebhook } from './delete.ts';
import { deliverWebhook } from './deliver.ts';
import { forgetOldWebhookEvents } from './forget-old.ts';
import { getWebhook } from './get.ts';
import { getWebhookDelivery } from './get-delivery.ts';
import { listWebhookDeliveries } from './list-deliveries.ts';
import { publishEvent } from './publish.ts';
import { replayWebhookDelivery } from './replay.ts';
import { rewrapWebhooks } from './rewrap.ts';
import { rotateWebhookSecret } from './rotate-secret.ts';
import { testWebhook } from './test.ts';
import { type Receiver, startReceiver } from './testing/receiver.ts';
import { updateWebhook } from './update.ts';

let stand: Stand;
let receiver: Receiver;
/** Milliseconds by which the stand's clock is ahead. */
let ahead = 0;

beforeAll(async () => {
  receiver = await startReceiver();
  stand = await openStand({ reach: [receiver.place] });
  stand.services.clock = { now: () => Date.now() + ahead };
});
afterAll(async () => {
  await stand.drop();
  await receiver.close();
});
beforeEach(() => {
  receiver.calls.length = 0;
  receiver.answer = (response) => void response.writeHead(204).end();
  ahead = 0;
});

const answers =
  (status: number, headers = {}, body = '') =>
  (response: ServerResponse) =>
    void response.writeHead(status, headers).end(body);
const joined = { user_id: 'u', email: 'new@example.test', role: 'editor' };

async function owner(): Promise<ServiceContext> {
  return contextFor(stand.services, (await stand.tenant()).actor);
}
function add(ctx: ServiceContext, parts: Partial<Parameters<typeof createWebhook>[0]['input']> = {}) {
  return createWebhook({ ctx, input: { url: receiver.url, events: ['member.joined'], ...parts } });
}
function publish(ctx: ServiceContext): Promise<void> {
  const { teamId } = ctx.actor;
  return withTenant(ctx.db, ctx.actor, (tx) =>
    publishEvent(tx, { teamId, type: 'member.joined', data: joined }),
  );
}
/** The jobs that wait for a team's deliveries, as the queue would hand them out. */
function jobsOf(ctx: ServiceContext) {
  return queryAsAdmin<{ delivery: WebhookDeliveryId; runAt: Date; lane: string }>(
    stand.adminUrl,
    `select j.payload ->> 'delivery_id' as delivery, j.run_at as "runAt", q.queue_name as lane
     from graphile_worker._private_jobs j left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
     where j.payload ->> 'team_id' = $1 order by j.id`,
    [ctx.actor.teamId],
  );
}
async function deliver(ctx: ServiceContext, delivery: WebhookDeliveryId): Promise<void> {
  const { teamId } = ctx.actor;
  await deliverWebhook({ services: stand.services, input: { team_id: teamId, delivery_id: delivery } });
}
/** Publishes one event and gives its delivery, which nobody has worked on. */
async function published(ctx: ServiceContext): Promise<WebhookDeliveryId> {
  const before = new Set((await jobsOf(ctx)).map(({ delivery }) => delivery));
  await publish(ctx);
  const added = (await jobsOf(ctx)).find(({ delivery }) => !before.has(delivery));
  if (added === undefined) throw new Error('no job was queued');
  return added.delivery;
}
/** Mails about webhooks that were disabled, oldest first. */
const mails = () =>
  queryAsAdmin<{ recipient: string; subject: string; text: string; html: string }>(
    stand.adminUrl,
    `select recipient, subject, body_text as text, body_html as html from auth.local_outbox where subject like 'Webhook %' order by id`,
  );
const detail = (ctx: ServiceContext, delivery_id: WebhookDeliveryId) =>
  getWebhookDelivery({ ctx, input: { delivery_id } });
const verify = (secret: string, call = receiver.calls.at(-1)) =>
  new Webhook(secret).verify(call?.body ?? '', call?.headers as Record<string, string>);

describe('adding', () => {
  test('a test event arrives, signed by the secret that is shown once', async () => {
    const ctx = await owner();
    const { secret, ...view } = await add(ctx);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(verify(secret)).toMatchObject({ type: 'webhook.test', data: { webhook_id: view.id } });
    expect(await getWebhook({ ctx, input: { id: view.id } })).toEqual(view);
    const rows = await queryAsAdmin(
      stand.adminUrl,
      `select t::text from public.webhook_endpoints t union all select a::text from public.audit_entries a`,
    );
    expect(JSON.stringify(rows)).not.toContain(secret.slice('whsec_'.length, -4));
  });

  test('a secret that the receiver knows already signs from the first event on', async () => {
    const secret = 'whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=';
    expect((await add(await owner(), { secret })).secret).toBe(secret);
    verify(secret);
  });

  test.each([
    ['404', answers(404), 'It answered 404'],
    ['500', answers(500), 'It answered 500'],
    ['a redirect', answers(302, { location: 'http://127.0.0.1:1/' }), 'It answered 302, a redirect'],
    ['no answer', (response: ServerResponse) => void response.destroy(), 'could not be reached'],
  ])('%s is refused with the reason, and nothing is saved', async (_, answer, reason) => {
    const ctx = await owner();
    receiver.answer = answer;
    const error = await refusalError(add(ctx));
    expect(error).toMatchObject({ code: 'invalid_input', message: expect.stringContaining(reason) });
    expect(receiver.calls).toHaveLength(1);
    const rows = await queryAsAdmin(
      stand.adminUrl,
      'select 1 from public.webhook_endpoints where team_id = $1',
      [ctx.actor.teamId],
    );
    expect(rows).toEqual([]);
  });

  test.each([
    ['http://169.254.169.254/latest/meta-data/', 'forbidden'],
    ['http://127.0.0.1:9/', 'forbidden'],
    ['http://example.com/hook', 'invalid_input'],
    ['ftp://example.com/', 'invalid_input'],
    ['nonsense', 'invalid_input'],
  ])('%s is refused before anything is sent', async (url, code) => {
    expect(await refusal(add(await owner(), { url }))).toBe(code);
    expect(receiver.calls).toEqual([]);
  });

  test('editors neither see nor add any; those of another team are not there', async () => {
    const ctx = await owner();
    const editor = await stand.member(ctx, 'editor');
    expect(await refusal(add(editor))).toBe('forbidden');
    const { id } = await add(ctx);
    expect(await refusal(getWebhook({ ctx: await owner(), input: { id } }))).toBe('not_found');
  });
});

describe('delivering', () => {
  test('an event that nobody asks for leaves nothing; one that fails to commit neither', async () => {
    const ctx = await owner();
    await add(ctx, { events: ['run.failed'] });
    await publish(ctx);
    await add(ctx);
    const failing = withTenant(ctx.db, ctx.actor, async (tx) => {
      await publishEvent(tx, { teamId: ctx.actor.teamId, type: 'member.joined', data: joined });
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await jobsOf(ctx)).toEqual([]);
    expect(
      await queryAsAdmin(stand.adminUrl, 'select 1 from public.webhook_events where team_id = $1', [
        ctx.actor.teamId,
      ]),
    ).toEqual([]);
  });

  test('nobody publishes for a team that is not the own', async () => {
    const ctx = await owner();
    await add(ctx);
    const stranger = await owner();
    const { teamId } = ctx.actor;
    const theirs = withTenant(stranger.db, stranger.actor, (tx) =>
      publishEvent(tx, { teamId, type: 'member.joined', data: joined }),
    );
    await expect(theirs).rejects.toThrow('an event belongs to the team of its transaction');
  });

  test('a viewer causes events too, and each arrives once, with type, timestamp and data', async () => {
    const ctx = await owner();
    const { id, secret } = await add(ctx);
    const viewer = await stand.member(ctx, 'viewer');
    const delivery = await published(viewer);
    await deliver(ctx, delivery);
    await deliver(ctx, delivery);
    expect(receiver.calls).toHaveLength(2);
    expect(verify(secret)).toEqual({ type: 'member.joined', timestamp: expect.any(String), data: joined });
    const seen = await detail(ctx, delivery);
    expect(seen).toMatchObject({
      status: 'succeeded',
      webhook_id: id,
      tries: [{ status_code: 204, error: null }],
    });
    expect(receiver.calls.at(-1)?.headers['webhook-id']).toBe(seen.event_id);
    expect((await getWebhook({ ctx, input: { id } })).last_success_at).not.toBeNull();
  });

  test('500 is tried again later with the same id and another time, and arrives in the end', async () => {
    const ctx = await owner();
    const { id, secret } = await add(ctx);
    const delivery = await published(ctx);
    receiver.answer = answers(500, {}, 'out of order\u0000');
    await deliver(ctx, delivery);
    const [job] = await jobsOf(ctx);
    const waitMs = (job?.runAt.getTime() ?? 0) - Date.now();
    expect(waitMs).toBeGreaterThan(3_000);
    expect(waitMs).toBeLessThan(6_000);
    expect(await detail(ctx, delivery)).toMatchObject({
      status: 'pending',
      attempts: 1,
      last_status_code: 500,
      tries: [{ response_excerpt: 'out of order' }],
    });
    expect((await getWebhook({ ctx, input: { id } })).failing_since).not.toBeNull();
    ahead = 6_000;
    receiver.answer = answers(200);
    // A receiver checks the time of the signature against its own clock.
    await deliver(ctx, delivery);
    verify(secret);
    const [first, second] = receiver.calls.slice(-2);
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(Number(second?.headers['webhook-timestamp'])).toBeGreaterThan(
      Number(first?.headers['webhook-timestamp']),
    );
    expect(second?.body).toBe(first?.body);
    expect((await getWebhook({ ctx, input: { id } })).failing_since).toBeNull();
  });

  test('it is tried ten times within three days and some hours, then given up, and sent again by hand', async () => {
    const ctx = await owner();
    await add(ctx);
    const delivery = await published(ctx);
    receiver.answer = answers(503);
    const began = Date.now();
    for (;;) {
      await deliver(ctx, delivery);
      const { next_attempt_at } = await detail(ctx, delivery);
      if (next_attempt_at === null) break;
      ahead = Date.parse(next_attempt_at) - Date.now();
    }
    const { status, tries } = await detail(ctx, delivery);
    expect([status, tries.length]).toEqual(['failed', 10]);
    const lasted = (Date.parse(tries.at(-1)?.started_at ?? '') - began) / 3_600_000;
    expect(lasted).toBeGreaterThan(67);
    expect(lasted).toBeLessThan(84);
    receiver.answer = answers(200);
    await replayWebhookDelivery({ ctx, input: { delivery_id: delivery } });
    await deliver(ctx, delivery);
    expect(await detail(ctx, delivery)).toMatchObject({ status: 'succeeded', tries: { length: 11 } });
  });

  test('a receiver that asks to wait is heard', async () => {
    const ctx = await owner();
    await add(ctx);
    const delivery = await published(ctx);
    receiver.answer = answers(429, { 'retry-after': '7200' });
    await deliver(ctx, delivery);
    const { next_attempt_at } = await detail(ctx, delivery);
    expect(Date.parse(next_attempt_at ?? '') - Date.now()).toBeGreaterThan(7_100_000);
  });

  test('410 disables at once, and so do days without an answer; both are written down, and told by mail', async () => {
    const ctx = await owner();
    const admin = await stand.member(ctx, 'admin');
    // Neither those who cannot switch it on, nor admins of others.
    for (const role of ['editor', 'viewer'] as const) await stand.member(ctx, role);
    await stand.member(await owner(), 'admin');
    const { id } = await add(ctx, {
      description: 'Shop\r\nBcc: x@y.test',
      url: `${receiver.url}?key=hidden`,
    });
    const first = await published(ctx);
    receiver.answer = answers(410);
    await deliver(ctx, first);
    expect(await getWebhook({ ctx, input: { id } })).toMatchObject({
      status: 'disabled',
      disabled_reason: 'gone',
    });
    const addresses = [ctx.actor, admin.actor].map((actor) => (actor.type === 'user' ? actor.email : null));
    expect((await mails()).map(({ recipient }) => recipient).sort()).toEqual(addresses.sort());
    for (const { subject, text, html } of await mails()) {
      expect(subject).toBe('Webhook "Shop Bcc: x@y.test" was disabled');
      expect(text).toContain('gone for good');
      expect(text).toContain(`http://web.test/settings/webhooks/${id}`);
      expect(text + html).not.toContain('hidden');
    }
    await publish(ctx);
    expect((await jobsOf(ctx)).map(({ delivery }) => delivery)).toEqual([first]);
    const replay = replayWebhookDelivery({ ctx, input: { delivery_id: first } });
    expect(await refusal(replay)).toBe('conflict');
    // It answers 410 still.
    const again = () => updateWebhook({ ctx, input: { id, status: 'active' } });
    expect(await refusal(again())).toBe('invalid_input');
    receiver.answer = answers(200);
    await again();

    const failing = await published(ctx);
    receiver.answer = answers(500);
    await deliver(ctx, failing);
    ahead = 6 * 24 * 3_600_000;
    const later = await published(ctx);
    await deliver(ctx, later);
    expect(await getWebhook({ ctx, input: { id } })).toMatchObject({
      status: 'disabled',
      disabled_reason: 'failing',
    });
    expect(await mails()).toHaveLength(4);
    expect((await mails()).at(-1)?.text).toContain('nothing has arrived for five days');
    expect((await mails()).at(-1)?.text).toContain('It answered 500');
    // What was on its way is not sent any more.
    const calls = receiver.calls.length;
    await deliver(ctx, failing);
    expect(receiver.calls).toHaveLength(calls);
    expect(await detail(ctx, failing)).toMatchObject({
      status: 'failed',
      last_error: expect.stringContaining('disabled'),
    });
    const lines = await queryAsAdmin(
      stand.adminUrl,
      `select actor_type, details::jsonb #>> '{after,disabled_reason}' as why from public.audit_entries
       where team_id = $1 and action = 'webhook.disabled' order by seq`,
      [ctx.actor.teamId],
    );
    expect(lines).toEqual([
      { actor_type: 'system', why: 'gone' },
      { actor_type: 'system', why: 'failing' },
    ]);
  });

  test('an address that has moved to a private place since is not called', async () => {
    const ctx = await owner();
    const { id } = await add(ctx);
    const delivery = await published(ctx);
    await queryAsAdmin(stand.adminUrl, 'update public.webhook_endpoints set url = $2 where id = $1', [
      id,
      receiver.url.replace('127.0.0.1', '127.0.0.2'),
    ]);
    const calls = receiver.calls.length;
    await deliver(ctx, delivery);
    expect(receiver.calls).toHaveLength(calls);
    expect((await detail(ctx, delivery)).tries).toMatchObject([
      { status_code: null, error: expect.any(String) },
    ]);
  });

  test('who stops in the middle leaves no try behind: the job comes back', async () => {
    const ctx = await owner();
    await add(ctx);
    const delivery = await published(ctx);
    const stop = new AbortController();
    receiver.answer = () => stop.abort(); // never answers
    const input = { team_id: ctx.actor.teamId, delivery_id: delivery };
    const stopped = deliverWebhook({ services: stand.services, input, signal: stop.signal });
    expect(await refusal(stopped)).toBe('cancelled');
    expect(await detail(ctx, delivery)).toMatchObject({ status: 'pending', attempts: 0, tries: [] });
  });

  test('deliveries to one webhook go along four lanes', async () => {
    const ctx = await owner();
    const { id } = await add(ctx);
    for (let i = 0; i < 24; i++) await publish(ctx);
    const lanes = new Set((await jobsOf(ctx)).map(({ lane }) => lane));
    expect(lanes.size).toBeGreaterThan(1);
    for (const lane of lanes) expect(lane).toMatch(new RegExp(`^webhook:${id}:[0-3]$`));
  });
});

describe('secrets', () => {
  test('after a rotation both sign, until the time is over', async () => {
    const ctx = await owner();
    const { id, secret: first } = await add(ctx);
    const { secret: second, old_secret_until } = await rotateWebhookSecret({
      ctx,
      input: { id, overlap_hours: 1 },
    });
    expect(old_secret_until).not.toBeNull();
    await deliver(ctx, await published(ctx));
    verify(first);
    verify(second);
    expect(receiver.calls.at(-1)?.headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);
    ahead = 3_600_001;
    await deliver(ctx, await published(ctx));
    expect(receiver.calls.at(-1)?.headers['webhook-signature']).toMatch(/^v1,\S+$/);
    const { secret: third } = await rotateWebhookSecret({ ctx, input: { id, overlap_hours: 0 } });
    ahead = 0;
    await deliver(ctx, await published(ctx));
    verify(third);
    expect(() => verify(second)).toThrow();
  });

  test('Q18: the envelope of one webhook does not open as that of another', async () => {
    const ctx = await owner();
    const [one, two] = [await add(ctx), await add(ctx)];
    await queryAsAdmin(
      stand.adminUrl,
      `update public.webhook_endpoints w set envelope = o.envelope
       from public.webhook_endpoints o where w.id = $1 and o.id = $2`,
      [one.id, two.id],
    );
    await expect(testWebhook({ ctx, input: { id: one.id } })).rejects.toThrow();
    expect((await testWebhook({ ctx, input: { id: two.id } })).ok).toBe(true);
  });

  test('Q18: secrets come under a new master key while deliveries go on', async () => {
    const [older, newer] = [generateMasterKey(new Date(0)), generateMasterKey()];
    const under = (keys: string) => ({
      ...stand.services,
      secrets: { ...stand.services.secrets, vault: createVault(keys) },
    });
    const { actor } = await owner();
    const { id, secret } = await add(contextFor(under(older), actor));
    await rewrapWebhooks({ services: under(`${newer},${older}`) });
    await testWebhook({ ctx: contextFor(under(newer), actor), input: { id } });
    verify(secret);
  });
});

describe('the log', () => {
  test('pages, by status; gone with its webhook; forgotten after a month unless it waits', async () => {
    const ctx = await owner();
    const { id } = await add(ctx);
    const made = [await published(ctx), await published(ctx), await published(ctx)];
    for (const delivery of made.slice(0, 2)) await deliver(ctx, delivery);
    const first = await listWebhookDeliveries({ ctx, input: { id, limit: 2 } });
    const cursor = first.next_cursor ?? '';
    const rest = await listWebhookDeliveries({ ctx, input: { id, limit: 2, cursor } });
    expect([...first.items, ...rest.items].map((item) => item.id).sort()).toEqual([...made].sort());
    const waiting = await listWebhookDeliveries({ ctx, input: { id, status: 'pending' } });
    expect(waiting.items.map((item) => item.id)).toEqual([made[2]]);
    const stranger = await owner();
    expect(await refusal(listWebhookDeliveries({ ctx: stranger, input: { id } }))).toBe('not_found');
    expect(await refusal(detail(stranger, made[0] ?? newId('webhookDelivery')))).toBe('not_found');

    await queryAsAdmin(
      stand.adminUrl,
      `update public.webhook_events set created_at = now() - interval '31 days' where team_id = $1`,
      [ctx.actor.teamId],
    );
    expect(await forgetOldWebhookEvents({ services: stand.services })).toBe(2);
    const left = await listWebhookDeliveries({ ctx, input: { id } });
    expect(left.items.map((item) => item.id)).toEqual([made[2]]);
    await deleteWebhook({ ctx, input: { id } });
    await deliver(ctx, made[2] ?? newId('webhookDelivery'));
    expect(receiver.calls).toHaveLength(3);
  });
});
