import { createHash } from 'node:crypto';
import { queryAsAdmin } from '@agent-factory/db/testing';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAgent } from '../agents/create.ts';
import { createApiKey } from '../api-keys/create.ts';
import { uploadDocument } from '../knowledge/upload.ts';
import { startRun } from '../runs/start.ts';
import { teamOfPerson } from '../teams/testing/people.ts';
import { agentText, openStand, refusal, type Stand } from '../testing/stand.ts';
import { createTrigger } from '../triggers/create.ts';
import { exportKinds } from './archive-readme.ts';
import { downloadExport } from './download-export.ts';
import { getExport } from './get-export.ts';
import { listExports } from './list-exports.ts';
import { startExport } from './start-export.ts';
import { sweepExports } from './sweep-exports.ts';
import { writeExport } from './write-export.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

type Person = Awaited<ReturnType<Stand['tenant']>>;
const sql = <T extends Record<string, unknown>>(text: string, values: unknown[] = []) =>
  queryAsAdmin<T>(stand.adminUrl, text, values);

async function made(ctx: Person, whole_teams: Person['actor']['teamId'][] = []) {
  const { id } = await startExport({ ctx, input: { whole_teams } });
  await writeExport({ services: stand.services, input: { export_id: id, user_id: ctx.actor.userId } });
  const { bytes, sizeBytes, sha256 } = await downloadExport({ ctx, input: { id } });
  const parts: Buffer[] = [];
  for await (const part of bytes) parts.push(part);
  const archive = Buffer.concat(parts);
  expect(archive.length).toBe(sizeBytes);
  expect(createHash('sha256').update(archive).digest('hex')).toBe(sha256);
  const files = unzipSync(archive);
  const text = (path: string) => (files[path] === undefined ? '' : strFromU8(files[path]));
  const rows = (path: string) =>
    text(path)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { id, files, text, rows, parts: parts.length };
}

test('an archive holds all of a personal team, says what is in it, and no secret', async () => {
  const ctx = await stand.tenant();
  const agent = await createAgent({ ctx, input: { spec: agentText('own') } });
  const run = await startRun({ ctx, input: { agent_id: agent.id, query: 'How much is 6 * 7?' } });
  const key = await createApiKey({ ctx, input: { name: 'ci', scopes: ['agents:read'] } });
  const text = Buffer.from('# Plan\nBuy milk.');
  await uploadDocument({ ctx, input: { name: 'plan.md', contentType: null, bytes: text } });
  const token = 'sk-canary-0123456789abcdef';
  await sql(
    `insert into public.connections (id, team_id, kind, name, envelope, key_version)
     values (app.new_id('con'), $1, 'github', 'Ours', convert_to($2, 'UTF8'), 'v1')`,
    [ctx.actor.teamId, token],
  );
  const trigger = await createTrigger({
    ctx,
    input: { agent_id: agent.id, name: 'hook', mapping: { body_as: 'query' } },
  });

  const { files, rows, text: textOf } = await made(ctx);
  const folder = `teams/${ctx.actor.teamId}`;
  expect(rows(`${folder}/agents.jsonl`)).toMatchObject([{ id: agent.id }]);
  expect(rows(`${folder}/agent_versions.jsonl`)).toMatchObject([
    { spec: expect.stringContaining('Purpose') },
  ]);
  expect(rows(`${folder}/runs.jsonl`)).toMatchObject([
    { id: run.run_id, input: { query: 'How much is 6 * 7?' } },
  ]);
  expect(rows(`${folder}/documents.jsonl`)).toMatchObject([{ body: expect.stringContaining('Buy milk') }]);
  expect(rows(`${folder}/api_keys.jsonl`)).toMatchObject([{ id: key.id, name: 'ci' }]);
  expect(rows(`${folder}/audit.jsonl`).length).toBeGreaterThan(4);
  expect(rows('profile.json')).toMatchObject([{ id: ctx.actor.userId, email: ctx.actor.email }]);

  const manifest = JSON.parse(textOf('manifest.json'));
  expect(manifest).toMatchObject({
    format: 'agentfactory.export/v1',
    teams: [{ whole: true, role: 'owner' }],
  });
  for (const file of manifest.files) {
    const bytes = files[file.path] ?? new Uint8Array();
    expect(createHash('sha256').update(bytes).digest('hex'), file.path).toBe(file.sha256);
    expect(rows(file.path)).toHaveLength(file.rows);
  }
  expect(
    [...manifest.files.map(({ path }: { path: string }) => path), 'README.md', 'manifest.json'].sort(),
  ).toEqual(Object.keys(files).sort());
  for (const kind of exportKinds) expect(textOf('README.md')).toContain(`\`${kind}.jsonl\``);

  const everything = Object.values(files).map((bytes) => strFromU8(bytes));
  const hashes = await sql<{ hash: string }>(
    `select encode(secret_hash, 'hex') as hash from public.api_keys`,
  );
  for (const secret of [key.secret, token, trigger.secret ?? 'none', ...hashes.map(({ hash }) => hash)]) {
    const hex = Buffer.from(secret).toString('hex');
    expect(everything.filter((text) => text.includes(secret) || text.includes(hex))).toEqual([]);
  }
});

test('of a team of others there is what one made and did; an owner who asks has the whole of it', async () => {
  const { owner, join } = await teamOfPerson(stand);
  const editor = await join('editor');
  const theirs = await createAgent({ ctx: owner, input: { spec: agentText('theirs') } });
  const mine = await createAgent({ ctx: editor, input: { spec: agentText('mine') } });
  await startRun({ ctx: owner, input: { agent_id: theirs.id, query: 'a secret of the owner' } });
  await startRun({ ctx: editor, input: { agent_id: theirs.id, query: 'mine' } });
  const { teamId } = owner.actor;
  const folder = `teams/${teamId}`;

  expect(await refusal(startExport({ ctx: editor, input: { whole_teams: [teamId] } }))).toBe('not_found');
  const part = await made(editor);
  expect(part.rows(`${folder}/agents.jsonl`).map(({ id }) => id)).toEqual([mine.id]);
  expect(part.rows(`${folder}/runs.jsonl`)).toMatchObject([{ input: { query: 'mine' } }]);
  expect(part.rows(`${folder}/members.jsonl`)).toHaveLength(1);
  const actors = part
    .rows(`${folder}/audit.jsonl`)
    .map(({ entry }) => (entry as { actor: { id: string } }).actor.id);
  expect(new Set(actors)).toEqual(new Set([editor.actor.userId]));

  expect((await made(owner)).rows(`${folder}/runs.jsonl`)).toHaveLength(1);
  expect((await made(owner, [teamId])).rows(`${folder}/runs.jsonl`)).toHaveLength(2);
});

test('many runs go by pages', async () => {
  const ctx = await stand.tenant();
  const agent = await createAgent({ ctx, input: { spec: agentText('many') } });
  await startRun({ ctx, input: { agent_id: agent.id, query: 'first' } });
  await sql(
    `insert into public.runs (id, team_id, agent_id, agent_version_id, version, spec_hash, thread_id, status, input, created_by)
     select app.new_id('run'), r.team_id, r.agent_id, r.agent_version_id, r.version, r.spec_hash, r.thread_id, 'queued',
       jsonb_build_object('query', md5(n::text) || md5((n + 1)::text) || md5((n + 2)::text)), r.created_by
     from public.runs r, generate_series(1, 2500) n where r.team_id = $1`,
    [ctx.actor.teamId],
  );
  const { rows } = await made(ctx);
  const ids = rows(`teams/${ctx.actor.teamId}/runs.jsonl`).map(({ id }) => id);
  expect([ids.length, new Set(ids).size]).toEqual([2_501, 2_501]);
});

test('of two attempts one is overtaken and writes nothing more', async () => {
  const ctx = await stand.tenant();
  const { id } = await startExport({ ctx, input: {} });
  const input = { export_id: id, user_id: ctx.actor.userId };
  const write = () => writeExport({ services: stand.services, input });
  await Promise.all([write(), write()]);
  expect(await getExport({ ctx, input: { id } })).toMatchObject({ status: 'ready' });
  const { bytes, sha256 } = await downloadExport({ ctx, input: { id } });
  const hash = createHash('sha256');
  for await (const part of bytes) hash.update(part);
  expect(hash.digest('hex')).toBe(sha256);
});

test('one at a time, five a day, and nobody else’s', async () => {
  const ctx = await stand.tenant();
  const stranger = await stand.tenant();
  const { id } = await startExport({ ctx, input: {} });
  expect(await refusal(startExport({ ctx, input: {} }))).toBe('conflict');
  expect(await refusal(downloadExport({ ctx, input: { id } }))).toBe('conflict');
  expect(await refusal(getExport({ ctx: stranger, input: { id } }))).toBe('not_found');
  expect(await refusal(downloadExport({ ctx: stranger, input: { id } }))).toBe('not_found');
  await writeExport({ services: stand.services, input: { export_id: id, user_id: stranger.actor.userId } });
  expect((await getExport({ ctx, input: { id } })).status).toBe('queued');
  await writeExport({ services: stand.services, input: { export_id: id, user_id: ctx.actor.userId } });
  for (let i = 0; i < 4; i += 1) await made(ctx);
  expect(await refusal(startExport({ ctx, input: {} }))).toBe('rate_limited');
  expect((await listExports({ ctx: stranger })).items).toEqual([]);
});

test('after seven days the archive is removed; what is too large, or was never done, fails in words', async () => {
  const ctx = await stand.tenant();
  const { id } = await made(ctx);
  const { expires_at } = await getExport({ ctx, input: { id } });
  expect(Date.parse(expires_at ?? '') - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
  await sql(`update public.data_exports set expires_at = now() where id = $1`, [id]);
  expect(await refusal(downloadExport({ ctx, input: { id } }))).toBe('not_found');
  await sweepExports({ services: stand.services });
  expect((await getExport({ ctx, input: { id } })).status).toBe('removed');
  expect(await sql('select 1 from public.data_export_parts where export_id = $1', [id])).toEqual([]);

  const large = await startExport({ ctx, input: {} });
  const input = { export_id: large.id, user_id: ctx.actor.userId };
  await writeExport({ services: stand.services, input, bound: 10 });
  expect(await getExport({ ctx, input: { id: large.id } })).toMatchObject({
    status: 'failed',
    error: /more than fits/,
  });
  const late = await startExport({ ctx, input: {} });
  await sql(`update public.data_exports set requested_at = now() - interval '25 hours' where id = $1`, [
    late.id,
  ]);
  await sweepExports({ services: stand.services });
  expect((await getExport({ ctx, input: { id: late.id } })).status).toBe('failed');
});

/** Tables of a team that no archive holds, and why. */
const leftOut: Readonly<Record<string, string>> = {
  'public.template_pictures': 'files that the team uploaded, as with documents; what they show goes along',
  'orchestration.checkpoints': 'the machine’s own notes; what they say is in runs and their events',
  'orchestration.checkpoint_writes': 'as above',
  'public.audit_entries': 'in audit.jsonl',
  'public.audit_heads': 'follows from the log',
  'public.billing_customers': 'a number at Stripe, and a page that is open there',
  'public.holds': 'money that is set aside for seconds',
  'public.live_tickets': 'open one connection within seconds',
  'public.spec_comment_mentions': 'stand in the text of the comments',
  'public.spec_comment_reads': 'only say what is new on a page',
  'public.passages': 'pieces of documents',
  'public.quota_counts': 'sums of what is there',
  'public.quota_warnings': 'sums of what is there',
  'public.sealed_looks': 'a count of looks',
  'public.team_security': 'one date',
  'public.run_deltas': 'sums of runs, which go along',
  'public.run_series': 'as above',
  'public.run_cells': 'as above',
  'public.tool_pins': 'what tools of others say of themselves',
  'public.trigger_deliveries': 'kept for days; what they started is a run',
  'public.webhook_events': 'kept for days; told of things that are there',
  'public.webhook_deliveries': 'as above',
  'public.webhook_attempts': 'as above',
};

test('each table of a team goes along, or is left out for a reason', async () => {
  const tables = await sql<{ name: string }>(
    `select format('%s.%s', n.nspname, c.relname) as name
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where a.attname = 'team_id' and not a.attisdropped and c.relkind = 'r' and n.nspname in ('public', 'orchestration')`,
  );
  const { exportSources } = await import('@agent-factory/db/privacy');
  const known = new Set([...Object.values(exportSources).map(({ from }) => from), ...Object.keys(leftOut)]);
  expect(tables.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
});
