import { createHash } from 'node:crypto';
import { withTenant, withUser } from '@agent-factory/db';
import { queryAsAdmin } from '@agent-factory/db/testing';
import { canonicalJson } from '@agent-factory/spec';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contextFor } from '../service-context.ts';
import { openStand, type Stand } from '../testing/stand.ts';
import { recordAudit } from './record.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

interface Row {
  seq: number;
  prev: string;
  hash: string;
  entry: string;
  details: string;
  action: string;
  actor_id: string;
  target_name: string | null;
}
function entriesOf(teamId: string): Promise<Row[]> {
  return queryAsAdmin<Row>(
    stand.adminUrl,
    `select seq::float8 as seq, prev, hash, entry, details, action, actor_id, target_name
     from public.audit_entries where team_id = $1 order by seq`,
    [teamId],
  );
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const renamed = (name: string) =>
  ({
    action: 'team.renamed',
    target: { id: 'team', name },
    before: { name: 'Old', secret: 'canary' },
    after: { name },
  }) as const;

test('an act is written down with who, from where, before and after, and what no list names is left out', async () => {
  const user = await stand.tenant();
  const origin = { address: '203.0.113.7', userAgent: 'curl/8', requestId: 'req-1' };
  const ctx = contextFor(stand.services, user.actor, origin);
  await withTenant(ctx.db, ctx.actor, (tx) => recordAudit(tx, ctx, renamed('New')));
  const [row] = await entriesOf(user.actor.teamId);
  expect(JSON.parse(row?.entry ?? '')).toMatchObject({
    action: 'team.renamed',
    actor: { type: 'user', id: user.actor.userId },
    request_id: 'req-1',
    target: { type: 'team', id: 'team' },
  });
  expect(JSON.parse(row?.details ?? '')).toMatchObject({
    actor_name: user.actor.email,
    address: '203.0.113.7',
    user_agent: 'curl/8',
    before: { name: 'Old' },
    after: { name: 'New' },
  });
  expect(JSON.stringify(row)).not.toContain('canary');
});

test('an act that does not happen leaves no line', async () => {
  const ctx = await stand.tenant();
  const failing = withTenant(ctx.db, ctx.actor, async (tx) => {
    await recordAudit(tx, ctx, renamed('New'));
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  expect(await entriesOf(ctx.actor.teamId)).toEqual([]);
});

test('writers at the same moment make one chain without a gap, each link over the one before', async () => {
  const ctx = await stand.tenant();
  await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      withTenant(ctx.db, ctx.actor, async (tx) => {
        await recordAudit(tx, ctx, renamed(`first ${i}`));
        await recordAudit(tx, ctx, renamed(`second ${i} \u0000 \ud800 "ü"`));
      }),
    ),
  );
  const rows = await entriesOf(ctx.actor.teamId);
  expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 80 }, (_, i) => i + 1));
  let prev = '0'.repeat(64);
  for (const row of rows) {
    const entry = JSON.parse(row.entry);
    expect(row.prev).toBe(prev);
    expect(row.hash).toBe(sha256(canonicalJson({ entry, prev, seq: row.seq })));
    expect(entry.details_sha256).toBe(sha256(canonicalJson(JSON.parse(row.details))));
    prev = row.hash;
  }
  const heads = await queryAsAdmin(stand.adminUrl, 'select hash from public.audit_heads where team_id = $1', [
    ctx.actor.teamId,
  ]);
  expect(heads).toEqual([{ hash: prev }]);
});

test('whoever writes at length keeps nobody from writing: the chain is locked for the commit alone', async () => {
  const ctx = await stand.tenant();
  let finish = () => {};
  const held = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let written = () => {};
  const wrote = new Promise<void>((resolve) => {
    written = resolve;
  });
  const slow = withTenant(ctx.db, ctx.actor, async (tx) => {
    await recordAudit(tx, ctx, renamed('slow'));
    written();
    await held;
  });
  await wrote;
  await withTenant(ctx.db, ctx.actor, (tx) => recordAudit(tx, ctx, renamed('quick')));
  finish();
  await slow;
  expect((await entriesOf(ctx.actor.teamId)).map(({ target_name }) => target_name)).toEqual([
    'quick',
    'slow',
  ]);
});

test('a viewer who leaves is written down; nobody writes in the name of another, and nobody changes a line', async () => {
  const owner = await stand.tenant();
  const viewer = await stand.member(owner, 'viewer');
  const left = { action: 'member.left', target: { id: 'x', name: 'x' } } as const;
  await withTenant(viewer.db, viewer.actor, (tx) => recordAudit(tx, viewer, left));
  // Before a team is chosen, too: whoever accepts an invitation is in none yet.
  if (viewer.actor.type !== 'user') throw new Error('a member is a user');
  await withUser(viewer.db, viewer.actor.userId, (tx) => recordAudit(tx, viewer, left));
  const asOwner = withTenant(viewer.db, viewer.actor, (tx) => recordAudit(tx, owner, left));
  await expect(asOwner).rejects.toThrow('row-level security');
  const elsewhere = await stand.tenant();
  const act = { ...left, teamId: elsewhere.actor.teamId };
  await expect(withTenant(viewer.db, viewer.actor, (tx) => recordAudit(tx, viewer, act))).rejects.toThrow(
    'row-level security',
  );
  expect(await entriesOf(owner.actor.teamId)).toHaveLength(2);
});
