import { createHash, randomUUID } from 'node:crypto';
import { erasureReceiptSchema, newId } from '@agent-factory/contracts';
import { claimErasure, openErasures } from '@agent-factory/db/privacy';
import { queryAsAdmin } from '@agent-factory/db/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createAgent } from '../agents/create.ts';
import { createApiKey } from '../api-keys/create.ts';
import { verifyAuditLog } from '../audit/verify.ts';
import { emptyCacheTally } from '../cache/cache.ts';
import { createCache } from '../cache/create-cache.ts';
import { uploadDocument } from '../knowledge/upload.ts';
import { verifyReceipt } from '../receipts/verify.ts';
import { startRun } from '../runs/start.ts';
import { contextFor } from '../service-context.ts';
import { changeRole } from '../teams/change-role.ts';
import { renameTeam } from '../teams/rename.ts';
import { teamOfPerson } from '../teams/testing/people.ts';
import { agentText, openStand, refusalError, type Stand } from '../testing/stand.ts';
import { startRedisServer } from '../testing/start-redis-server.ts';
import { getAccountState } from './account-state.ts';
import { deleteAccount } from './delete-account.ts';
import { erasureToken } from './erasure-token.ts';
import { keepAccount } from './keep-account.ts';
import { performErasure } from './perform-erasure.ts';
import { readErasureReceipt } from './read-erasure-receipt.ts';
import { runDueErasures } from './run-due-erasures.ts';
import { startExport } from './start-export.ts';
import { writeExport } from './write-export.ts';

let stand: Stand;
let redis: Awaited<ReturnType<typeof startRedisServer>>;
let withRedis: Stand['services'];
beforeAll(async () => {
  stand = await openStand();
  redis = await startRedisServer();
  const cache = createCache({ redisUrl: redis.url, tally: emptyCacheTally(), onError: () => {} });
  withRedis = { ...stand.services, cache };
  // It keeps nothing there before it is connected.
  await vi.waitUntil(
    async () => {
      const entry = { kind: 'spec', teamId: newId('team'), key: [randomUUID()] } as const;
      await cache.getOrRead(entry, async () => ({ any: 'thing' }));
      return (await redisTexts()).length > 0;
    },
    { timeout: 20_000 },
  );
});
afterAll(async () => {
  await withRedis.cache.close();
  await redis.stop();
  await stand.drop();
});

const sql = <T extends Record<string, unknown>>(text: string, values: unknown[] = []) =>
  queryAsAdmin<T>(stand.adminUrl, text, values);

/** Where any of the texts stands: every column of every table, the queue's too, also within bytes. */
async function placesOf(needles: readonly string[]): Promise<string[]> {
  const tables = await sql<{ table: string; columns: string[] }>(
    `select format('%I.%I', table_schema, table_name) as table, array_agg(format('%I', column_name)) as columns
     from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where table_type = 'BASE TABLE' and table_schema in ('public', 'orchestration', 'auth', 'graphile_worker')
     group by 1`,
  );
  expect(tables.length).toBeGreaterThan(50);
  const spellings = needles.flatMap((text) => [text, Buffer.from(text).toString('hex')]).join('|');
  const pattern = `(${spellings.replaceAll('.', '[.]')})`;
  const any = tables.map(({ table }) => `exists (select from ${table} x where x::text ~ $1) as "${table}"`);
  const [hit = {}] = await sql<Record<string, boolean>>(`select ${any.join(', ')}`, [pattern]);
  const found: string[] = [];
  for (const { table, columns } of tables.filter((one) => hit[one.table])) {
    const each = columns.map((column) => `bool_or(${column}::text ~ $1) as ${column}`);
    const [row = {}] = await sql<Record<string, boolean>>(`select ${each.join(', ')} from ${table}`, [
      pattern,
    ]);
    found.push(
      ...Object.keys(row)
        .filter((column) => row[column])
        .map((column) => `${table}.${column}`),
    );
  }
  return found.sort();
}

/** A person with a personal team full of things that say `canary`, and a part in a team of somebody else. */
async function busyPerson() {
  const canary = `canary-${randomUUID()}`;
  const person = contextFor(withRedis, (await stand.tenant()).actor, {
    address: '203.0.113.77',
    userAgent: canary,
    requestId: null,
  });
  if (person.actor.type !== 'user' || person.actor.email === null) throw new Error('a person was seeded');
  const { actor } = person;
  const name = actor.email ?? '';
  const agent = await createAgent({ ctx: person, input: { spec: agentText('mine', `# ${canary}`) } });
  await startRun({ ctx: person, input: { agent_id: agent.id, query: canary } });
  await createApiKey({ ctx: person, input: { name: canary, scopes: ['agents:read'] } });
  await uploadDocument({
    ctx: person,
    input: { name: 'own.md', contentType: null, bytes: Buffer.from(`# ${canary}`) },
  });
  await stand.services.mail.send({ recipient: name, subject: canary, text: canary, html: canary });
  const theirs = await teamOfPerson(stand);
  await sql(`insert into public.team_members (team_id, user_id, role) values ($1, $2, 'admin')`, [
    theirs.owner.actor.teamId,
    actor.userId,
  ]);
  const there = { ...person, actor: { ...actor, teamId: theirs.owner.actor.teamId, role: 'admin' as const } };
  const shared = await createAgent({ ctx: there, input: { spec: agentText('shared') } });
  await renameTeam({ ctx: there, input: { name: 'Renamed by somebody' } });
  await changeRole({ ctx: theirs.owner, input: { user_id: actor.userId, role: 'editor' } });
  const { id } = await startExport({ ctx: person, input: {} });
  await writeExport({ services: stand.services, input: { export_id: id, user_id: actor.userId } });
  const entry = { kind: 'spec', teamId: actor.teamId, key: [canary] } as const;
  await withRedis.cache.getOrRead(entry, async () => ({ canary }));
  await expect.poll(async () => (await redisTexts()).some((text) => text.includes(canary))).toBe(true);
  return { person, userId: actor.userId, teamId: actor.teamId, name, canary, theirs, shared };
}

async function redisTexts(): Promise<string[]> {
  const client = new Redis(redis.url);
  const names = await client.keys('*');
  const values = await Promise.all(names.map((name) => client.get(name).catch(() => '')));
  client.disconnect();
  return [...names, ...values.map((value) => value ?? '')];
}

async function makeDue(userId: string) {
  await sql(
    `update public.account_deletions set erase_after = now() - interval '1 second' where user_id = $1`,
    [userId],
  );
}

test('an account goes with everything that is its own; a team of others keeps its things and a log that holds', async () => {
  const { person, userId, teamId, name, canary, theirs, shared } = await busyPerson();
  const needles = [userId, teamId, name, canary];
  const before = await placesOf(needles);
  for (const place of [
    'public.runs.input',

    'public.documents.body',
    'auth.local_outbox.subject',
    'auth.users.email',
  ]) {
    expect(before).toContain(place);
  }
  expect(before).toContain('graphile_worker._private_jobs.payload');

  const state = await deleteAccount({ ctx: person, input: { confirm_name: name } });
  expect(Date.parse(state.deletion?.erased_after ?? '') - Date.now()).toBeGreaterThan(29.9 * 86_400_000);
  expect(await runDueErasures({ services: withRedis })).toBe(0);
  await makeDue(userId);
  expect(await runDueErasures({ services: withRedis })).toBe(1);
  expect(await runDueErasures({ services: withRedis })).toBe(0);

  // The id of nobody stands in the chained entries of the team that lives on, and in the mail that told them.
  const kept = [
    'public.audit_entries.actor_id',
    'public.audit_entries.entry',
    'public.audit_entries.target_id',
  ];
  const told = ['auth.local_outbox.recipient'];
  // The address of a seeded person begins with their id.
  expect(await placesOf([userId])).toEqual([...told, ...kept]);
  expect(await placesOf([teamId, canary])).toEqual([]);
  expect(await placesOf([name])).toEqual(told);
  expect((await redisTexts()).filter((text) => text.includes(canary) || text.includes(teamId))).toEqual([]);

  const owner = contextFor(stand.services, theirs.owner.actor);
  expect(await verifyAuditLog({ ctx: owner })).toMatchObject({ intact: true, fault: null });
  const [agent] = await sql<{ created_by: string | null }>(
    'select created_by from public.agents where id = $1',
    [shared.id],
  );
  expect(agent).toEqual({ created_by: null });

  const [mail] = await sql<{ body_text: string }>(
    `select body_text from auth.local_outbox where recipient = $1 and subject = 'Your account is erased'`,
    [name],
  );
  const token = /\/erased\/(\S+)/.exec(mail?.body_text ?? '')?.[1] ?? '';
  const receipt = await readErasureReceipt({ services: stand.services, token });
  expect(receipt).toMatchObject({
    kind: 'account',
    teams: 1,
    subject_sha256: createHash('sha256').update(userId).digest('hex'),
  });
  const rows = Object.fromEntries(receipt.erased.map(({ table, rows }) => [table, rows]));
  expect(rows).toMatchObject({
    'public.runs': 1,
    'public.documents': 1,
    'public.profiles': 1,
    'auth.users': 1,
  });
  expect(JSON.stringify(receipt)).not.toContain(userId);
  expect(verifyReceipt({ services: stand.services, input: receipt })).toMatchObject({ valid: true });
  const [first, ...others] = receipt.erased;
  const forged = { ...receipt, erased: [{ ...first, rows: 1 + (first?.rows ?? 0) }, ...others] };
  expect(verifyReceipt({ services: stand.services, input: forged })).toMatchObject({
    reason: 'wrong_signature',
  });
});

test('what people were taken out of cannot be changed unseen, nor can anybody take out more', async () => {
  const { person, userId, name, theirs } = await busyPerson();
  await deleteAccount({ ctx: person, input: { confirm_name: name } });
  await makeDue(userId);
  await runDueErasures({ services: withRedis });
  const owner = contextFor(stand.services, theirs.owner.actor);
  const { teamId } = theirs.owner.actor;
  const rows = await sql<{ id: string; details: string }>(
    'select id, details from public.audit_entries where team_id = $1 order by seq',
    [teamId],
  );
  const redacted = rows.find(({ details }) => details.includes('erased_by'));
  const whole = rows.find(({ details }) => !details.includes('erased_by'));
  if (redacted === undefined || whole === undefined) throw new Error('there are both');
  const change = async (id: string, details: string) => {
    const [was] = await sql<{ details: string }>('select details from public.audit_entries where id = $1', [
      id,
    ]);
    await sql('update public.audit_entries set details = $2 where id = $1', [id, details]);
    const verdict = await verifyAuditLog({ ctx: owner });
    await sql('update public.audit_entries set details = $2 where id = $1', [id, was?.details]);
    return verdict;
  };
  expect(await change(redacted.id, redacted.details.replace('"salt":"', '"salt":"x'))).toMatchObject({
    intact: false,
    fault: { kind: 'edited' },
  });
  const hidden = JSON.stringify({ ...JSON.parse(whole.details), erased_by: newId('auditEntry') });
  expect(await change(whole.id, hidden)).toMatchObject({ intact: false, fault: { kind: 'edited' } });
  expect(await verifyAuditLog({ ctx: owner })).toMatchObject({ intact: true });
});

test('whoever dies between two steps is followed by another, and the receipt says the same', async () => {
  const { person, userId, name } = await busyPerson();
  await deleteAccount({ ctx: person, input: { confirm_name: name } });
  await makeDue(userId);
  await openErasures(stand.db, 10);
  const died: string[] = [];
  let claimed = await claimErasure(stand.db, { spanSeconds: 600, subject: userId });
  if (claimed === undefined) throw new Error('it is due');
  const { id } = claimed;
  for (let ended = false; !ended; ) {
    const work = performErasure({
      services: withRedis,
      claimed,
      async afterStep(step) {
        if (died.includes(step)) return;
        died.push(step);
        throw new Error(`died after ${step}`);
      },
    });
    ended = await work.catch(() => false);
    // Nobody else may take it up while it is claimed; its claim ends with its time.
    expect(await claimErasure(stand.db, { spanSeconds: 600, subject: userId })).toBeUndefined();
    if (ended) break;
    await sql(`update public.erasures set claimed_until = now() - interval '1 second' where id = $1`, [id]);
    const again = await claimErasure(stand.db, { spanSeconds: 600, subject: userId });
    if (again === undefined) throw new Error('it is not finished');
    claimed = again;
  }
  expect(died).toEqual(['team', 'hand over', 'logs', 'person', 'logs again', 'rows', 'receipt', 'mail']);
  const receipt = await readErasureReceipt({
    services: stand.services,
    token: erasureToken(stand.services, id),
  });
  const rows = Object.fromEntries(receipt.erased.map(({ table, rows }) => [table, rows]));
  expect(rows).toMatchObject({ 'public.runs': 1, 'public.teams': 1, 'public.profiles': 1, 'auth.users': 1 });
  expect(await placesOf([name])).toEqual(['auth.local_outbox.recipient']);
});

test('a person can change their mind, and has to settle teams that would be left without an owner', async () => {
  const { owner, join, name: team } = await teamOfPerson(stand);
  await join('viewer');
  const name = owner.actor.email ?? '';
  const conflict = await refusalError(deleteAccount({ ctx: owner, input: { confirm_name: name } }));
  expect(conflict).toMatchObject({ code: 'conflict', message: expect.stringContaining(`"${team}"`) });
  await join('owner');
  expect((await refusalError(deleteAccount({ ctx: owner, input: { confirm_name: 'me' } }))).code).toBe(
    'invalid_input',
  );
  await deleteAccount({ ctx: owner, input: { confirm_name: name } });
  expect((await getAccountState({ ctx: owner })).deletion).not.toBeNull();
  expect((await keepAccount({ ctx: owner })).deletion).toBeNull();
  await makeDue(owner.actor.userId);
  expect(await runDueErasures({ services: withRedis })).toBe(0);
  expect((await getAccountState({ ctx: owner })).name).toBe(name);
});

test('a team that would be left without an owner in the meantime is given to the next', async () => {
  const { owner, join } = await teamOfPerson(stand);
  const other = await join('owner');
  const viewer = await join('viewer');
  const admin = await join('admin');
  await deleteAccount({ ctx: owner, input: { confirm_name: owner.actor.email ?? '' } });
  await sql(`update public.team_members set role = 'viewer' where user_id = $1 and team_id = $2`, [
    other.actor.userId,
    owner.actor.teamId,
  ]);
  await makeDue(owner.actor.userId);
  expect(await runDueErasures({ services: withRedis })).toBe(1);
  const members = await sql<{ user_id: string; role: string }>(
    'select user_id, role from public.team_members where team_id = $1',
    [owner.actor.teamId],
  );
  expect(new Map(members.map(({ user_id, role }) => [user_id, role]))).toEqual(
    new Map([
      [other.actor.userId, 'viewer'],
      [viewer.actor.userId, 'viewer'],
      [admin.actor.userId, 'owner'],
    ]),
  );
});

test('no table of a team is forgotten when rows are counted before they go', async () => {
  const forgotten = await sql<{ name: string }>(
    `select c.oid::regclass::text as name
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where a.attname = 'team_id' and not a.attisdropped and c.relkind = 'r' and n.nspname in ('public', 'orchestration')
       and not has_column_privilege('agent_factory_definer', c.oid, a.attnum, 'select')`,
  );
  // End the migration that adds one with `select app.count_what_is_a_teams();`.
  expect(forgotten).toEqual([]);
});

test('nobody reads a receipt by guessing, and nothing is one that was not signed here', async () => {
  const made = `${newId('erasure')}.${'A'.repeat(43)}`;
  for (const token of [made, '', 'era_x.y']) {
    expect((await refusalError(readErasureReceipt({ services: stand.services, token }))).code).toBe(
      'not_found',
    );
  }
  expect(erasureReceiptSchema.safeParse({}).success).toBe(false);
});
