import { withTenant } from '@agent-factory/db';
import { queryAsAdmin } from '@agent-factory/db/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createStatementVerifier } from '../secrets/receipt-keyring.ts';
import { contextFor, type ServiceContext } from '../service-context.ts';
import { openStand, refusal, type Stand } from '../testing/stand.ts';
import { checkChain } from './check-chain.ts';
import { exportAuditLog } from './export.ts';
import { listAuditEntries } from './list.ts';
import { listAuditActors } from './list-actors.ts';
import { recordAudit } from './record.ts';
import { verifyAuditLog } from './verify.ts';
import { verifyAuditLogs } from './verify-all.ts';
import { type ExportVerdict, verifyAuditExport } from './verify-export.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

/** A team with a log of so many lines. */
async function teamWith(lines: number): Promise<ServiceContext> {
  const ctx = contextFor(stand.services, (await stand.tenant()).actor);
  for (let i = 1; i <= lines; i++) await act(ctx, `line ${i}`);
  return ctx;
}
function act(ctx: ServiceContext, name: string): Promise<void> {
  return withTenant(ctx.db, ctx.actor, (tx) =>
    recordAudit(tx, ctx, { action: 'team.renamed', target: { id: ctx.actor.teamId, name }, after: { name } }),
  );
}
/** What somebody with every right to the database does, in the rows of one team. */
async function tamper(ctx: ServiceContext, statements: string): Promise<void> {
  const own = statements.replaceAll('$team', `'${ctx.actor.teamId}'`);
  await queryAsAdmin(stand.adminUrl, own);
}
const verify = (ctx: ServiceContext) => verifyAuditLog({ ctx });
async function exported(ctx: ServiceContext, filter = {}): Promise<string> {
  const { text } = await exportAuditLog({ ctx, input: filter });
  let all = '';
  for await (const piece of text) all += piece;
  return all;
}
async function* linesOf(text: string) {
  yield* text.split('\n');
}
function checkExport(text: string): Promise<ExportVerdict> {
  return verifyAuditExport(
    linesOf(text),
    createStatementVerifier(stand.services.secrets.receipts.publicKeys()),
  );
}

describe('Q19: a log that was tampered with in the table itself', () => {
  test('untouched it is intact, however long, and so is that of a team that did nothing', async () => {
    expect(await verify(await teamWith(0))).toMatchObject({ intact: true, entries: 0 });
    expect(await verify(await teamWith(7))).toMatchObject({ intact: true, entries: 7, fault: null });
  });

  test.each([
    [
      'an entry edited: who did it',
      `update public.audit_entries set entry = replace(entry, '"type":"user"', '"type":"system"') where team_id = $team and seq = 3`,
      { kind: 'edited', seq: 3 },
    ],
    [
      'details edited: what it was called',
      `update public.audit_entries set details = replace(details, 'line 3', 'line 9') where team_id = $team and seq = 3`,
      { kind: 'edited', seq: 3 },
    ],
    [
      'the time edited',
      `update public.audit_entries set created_at = created_at - interval '1 day' where team_id = $team and seq = 3`,
      { kind: 'edited', seq: 3 },
    ],
    [
      'an entry edited, and its hash with it',
      `update public.audit_entries set entry = replace(entry, '"type":"user"', '"type":"system"') where team_id = $team and seq = 3;
       update public.audit_entries set hash = encode(sha256(convert_to('{"entry":' || entry || ',"prev":"' || prev || '","seq":' || seq || '}', 'UTF8')), 'hex') where team_id = $team and seq = 3`,
      { kind: 'reordered', seq: 4 },
    ],
    [
      'an entry deleted',
      'delete from public.audit_entries where team_id = $team and seq = 3',
      { kind: 'deleted', seq: 3 },
    ],
    [
      'an entry deleted, and the gap closed',
      `delete from public.audit_entries where team_id = $team and seq = 3;
       update public.audit_entries set seq = -seq where team_id = $team and seq > 3;
       update public.audit_entries set seq = -seq - 1 where team_id = $team and seq < 0`,
      { kind: 'edited', seq: 3 },
    ],
    [
      'the first entry deleted',
      'delete from public.audit_entries where team_id = $team and seq = 1',
      { kind: 'deleted', seq: 1 },
    ],
    [
      'two entries swapped',
      `update public.audit_entries set seq = -seq where team_id = $team and seq in (3, 4);
       update public.audit_entries set seq = case seq when -3 then 4 else 3 end where team_id = $team and seq < 0`,
      { kind: 'edited', seq: 3 },
    ],
    [
      'the last entries cut off',
      'delete from public.audit_entries where team_id = $team and seq > 5',
      { kind: 'truncated', seq: 6 },
    ],
    [
      'all of it cut off',
      'delete from public.audit_entries where team_id = $team',
      { kind: 'truncated', seq: 1 },
    ],
    [
      'the head moved back, the entries left',
      `update public.audit_heads h set seq = 5, hash = e.hash from public.audit_entries e
       where h.team_id = $team and e.team_id = $team and e.seq = 5`,
      { kind: 'head', seq: 5 },
    ],
    [
      'another hash in the head',
      `update public.audit_heads set hash = repeat('a', 64) where team_id = $team`,
      { kind: 'head', seq: 7 },
    ],
  ])('%s is found', async (_, statements, fault) => {
    const ctx = await teamWith(7);
    await tamper(ctx, statements);
    expect(await verify(ctx)).toMatchObject({ intact: false, fault });
  });

  test('an end that was cut off together with its head, or a chain written anew, is not what was exported', async () => {
    const ctx = await teamWith(7);
    const header = JSON.parse((await exported(ctx)).split('\n')[0] ?? '');
    const known = { seq: header.seq, hash: header.hash };
    await act(ctx, 'later');
    expect((await checkChain(ctx.db, ctx.actor, known)).fault).toBeNull();
    await tamper(
      ctx,
      `delete from public.audit_entries where team_id = $team and seq > 5;
       update public.audit_heads h set seq = 5, hash = e.hash from public.audit_entries e
       where h.team_id = $team and e.team_id = $team and e.seq = 5`,
    );
    expect((await checkChain(ctx.db, ctx.actor)).fault).toBeNull();
    expect((await checkChain(ctx.db, ctx.actor, known)).fault).toMatchObject({ kind: 'truncated', seq: 6 });
    for (const name of ['other 6', 'other 7', 'other 8']) await act(ctx, name);
    expect((await checkChain(ctx.db, ctx.actor, known)).fault).toMatchObject({ kind: 'edited', seq: 7 });
  });

  test('nobody whom the application can become edits or deletes a line', async () => {
    const { actor } = await teamWith(1);
    for (const role of [
      'agent_factory_member',
      'agent_factory_key',
      'agent_factory_worker',
      'agent_factory_app',
    ]) {
      for (const statement of [
        'update public.audit_entries set details = details',
        'update public.audit_entries set hash = hash',
        'delete from public.audit_entries',
        'truncate public.audit_entries',
        'update public.audit_heads set seq = 0',
        'delete from public.audit_heads',
      ]) {
        const tried = queryAsAdmin(
          stand.adminUrl,
          `select set_config('request.jwt.claims', '{"team_id":"${actor.teamId}"}', false); set role ${role}; ${statement}`,
        );
        await expect(tried, `${role}: ${statement}`).rejects.toThrow('permission denied');
      }
    }
  });

  test('all teams are verified one after the other, each by itself', async () => {
    const good = await teamWith(2);
    const bad = await teamWith(2);
    await tamper(bad, 'delete from public.audit_entries where team_id = $team and seq = 1');
    const verdicts = new Map<string, boolean>();
    for await (const { teamId, fault } of verifyAuditLogs(stand.db, { teamId: null, known: null })) {
      verdicts.set(teamId, fault === null);
    }
    expect([verdicts.get(good.actor.teamId), verdicts.get(bad.actor.teamId)]).toEqual([true, false]);
  });
});

describe('an export', () => {
  test('is verified without the database, its head by the public key; the export itself is a line of the log', async () => {
    const ctx = await teamWith(5);
    const text = await exported(ctx);
    expect(await checkExport(text)).toEqual({
      intact: true,
      entries: 5,
      fault: null,
      signed: true,
      filtered: false,
    });
    expect((await listAuditEntries({ ctx, input: { limit: 1 } })).items[0]).toMatchObject({
      action: 'audit.exported',
      after: { entries: 5, format: 'jsonl' },
    });
  });

  test('Q19: whatever is done to its lines is found', async () => {
    const ctx = await teamWith(6);
    const [header = '', ...lines] = (await exported(ctx)).trimEnd().split('\n');
    const line = fc.nat(lines.length - 1);
    const done = fc.oneof(
      fc.record({ act: fc.constant('delete' as const), at: line, to: line }),
      fc.record({ act: fc.constant('move' as const), at: line, to: line }),
      fc.record({ act: fc.constant('repeat' as const), at: line, to: line }),
      fc.record({ act: fc.constant('cut' as const), at: line, to: line }),
      fc.record({ act: fc.constant('edit' as const), at: line, to: fc.nat(1_000) }),
    );
    await fc.assert(
      fc.asyncProperty(done, async ({ act, at, to }) => {
        const changed = [...lines];
        const [one = ''] = changed.slice(at, at + 1);
        if (act === 'delete') changed.splice(at, 1);
        if (act === 'repeat') changed.splice(at, 0, one);
        if (act === 'cut') changed.splice(at);
        if (act === 'move') changed.splice(to, 0, ...changed.splice(at, 1));
        // A letter or digit for another.
        if (act === 'edit') {
          const places = [...one.matchAll(/[a-z0-9]/g)].map(({ index }) => index);
          const place = places[to % places.length] ?? 0;
          changed[at] = `${one.slice(0, place)}${one[place] === '7' ? '8' : '7'}${one.slice(place + 1)}`;
        }
        fc.pre(changed.join() !== lines.join());
        expect((await checkExport([header, ...changed].join('\n'))).intact).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  test('a header that says less than was exported is not signed', async () => {
    const ctx = await teamWith(4);
    const [header = '', ...lines] = (await exported(ctx)).trimEnd().split('\n');
    const last = JSON.parse(lines[2] ?? '');
    const shorter = JSON.stringify({ ...JSON.parse(header), seq: 3, hash: last.hash });
    expect(await checkExport([shorter, ...lines.slice(0, 3)].join('\n'))).toMatchObject({
      intact: false,
      fault: null,
      signed: false,
    });
  });

  test('of some entries says by what they were chosen, and each is checked by itself', async () => {
    const ctx = await teamWith(3);
    const text = await exported(ctx, { name: 'LINE 2' });
    expect(text.trimEnd().split('\n')).toHaveLength(2);
    expect(await checkExport(text)).toMatchObject({ intact: true, entries: 1, filtered: true });
    expect(await checkExport(text.replace('line 2', 'line 7'))).toMatchObject({ intact: false });
  });

  test('as CSV is read by a spreadsheet without running anything', async () => {
    const ctx = await teamWith(0);
    await act(ctx, '=HYPERLINK("http://x.test","click"),\nrest');
    const csv = await exported(ctx, { format: 'csv' });
    expect(csv.split('\r\n')[0]).toContain('seq,at,action,actor_type');
    expect(csv).toContain(`"'=HYPERLINK(""http://x.test"",""click""),\nrest"`);
  });
});

describe('reading', () => {
  test('by person, action, thing and time, page by page, and by admins alone', async () => {
    const ctx = await teamWith(3);
    const admin = await stand.member(ctx, 'admin');
    await act(admin, 'by admin');
    const list = (input: Parameters<typeof listAuditEntries>[0]['input']) => listAuditEntries({ ctx, input });
    const names = async (input: Parameters<typeof listAuditEntries>[0]['input']) =>
      (await list(input)).items.map(({ target }) => target.name);
    if (admin.actor.type !== 'user') throw new Error('a member is a user');
    expect(await names({ actor: admin.actor.userId })).toEqual(['by admin']);
    expect(await names({ action: 'team' })).toHaveLength(4);
    expect(await names({ action: 'agent,member.left' })).toEqual([]);
    expect(await names({ name: 'ne 2' })).toEqual(['line 2']);
    expect(await names({ target: ctx.actor.teamId, from: '2999-01-01T00:00:00Z' })).toEqual([]);
    expect(await names({ to: '2999-01-01T00:00:00Z' })).toHaveLength(4);
    const first = await list({ limit: 3 });
    const rest = await list({ limit: 3, cursor: first.next_cursor ?? '' });
    expect([...first.items, ...rest.items].map(({ seq }) => seq)).toEqual([4, 3, 2, 1]);
    expect((await listAuditActors({ ctx })).items).toHaveLength(2);
    const editor = await stand.member(ctx, 'editor');
    expect(await refusal(listAuditEntries({ ctx: editor, input: {} }))).toBe('forbidden');
    expect(await refusal(exportAuditLog({ ctx: editor, input: {} }))).toBe('forbidden');
  });
});
