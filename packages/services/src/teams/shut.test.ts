import { newId, type TeamId } from '@agent-factory/contracts';
import { queryAsAdmin } from '@agent-factory/db/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAgent } from '../agents/create.ts';
import { listAgents } from '../agents/list.ts';
import { authenticateApiKey } from '../api-keys/authenticate.ts';
import { createApiKey } from '../api-keys/create.ts';
import { invite } from '../invitations/invite.ts';
import { uploadDocument } from '../knowledge/upload.ts';
import { startRun } from '../runs/start.ts';
import { resolveActor } from '../testing/resolve-actor.ts';
import { agentText, openStand, refusalError, type Stand } from '../testing/stand.ts';
import { closeShutTeams } from './close-shut.ts';
import { deleteTeam } from './delete.ts';
import { eraseTeam } from './erase.ts';
import { listTeams } from './list.ts';
import { restoreTeam } from './restore.ts';
import { type PersonContext, teamOfPerson } from './testing/people.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

const codeOf = async (work: Promise<unknown>) => (await refusalError(work)).code;

/** A team with something in it. */
async function busyTeam() {
  const team = await teamOfPerson(stand);
  const ctx = team.owner;
  const agent = await createAgent({ ctx, input: { spec: agentText('adder') } });
  const run = await startRun({ ctx, input: { agent_id: agent.id, query: '1 + 1' } });
  const key = await createApiKey({ ctx, input: { name: 'ours', scopes: ['agents:read'] } });
  await uploadDocument({ ctx, input: { name: 'plan.md', contentType: null, bytes: Buffer.from('# Plan') } });
  await invite({ ctx, input: { email: `${crypto.randomUUID()}@example.test`, role: 'viewer' } });
  return { ...team, teamId: ctx.actor.teamId, agent, run, key };
}

const resolved = ({ actor }: PersonContext, team_id: TeamId) =>
  resolveActor({ services: stand.services, input: { user_id: actor.userId, email: null, team_id } });
const enter = (secret: string) =>
  authenticateApiKey({ services: stand.services, key: secret, address: '127.0.0.1' });
const closed = (ctx: PersonContext) => closeShutTeams({ services: ctx });

/** Every table that carries a team's id, and how many rows of that team it has. */
async function rowsOf(teamId: string): Promise<Record<string, number>> {
  const tables = await queryAsAdmin<{ name: string; column: string }>(
    stand.adminUrl,
    `select format('%I.%I', table_schema, table_name) as name, column_name as column
     from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where column_name = 'team_id' and table_type = 'BASE TABLE'
     union all select 'public.teams', 'id'`,
  );
  const found: Record<string, number> = {};
  for (const { name, column } of tables) {
    const [row] = await queryAsAdmin<{ count: number }>(
      stand.adminUrl,
      `select count(*)::integer as count from ${name} where ${column} = $1`,
      [teamId],
    );
    if (row !== undefined && row.count > 0) found[name] = row.count;
  }
  const [jobs] = await queryAsAdmin<{ count: number }>(
    stand.adminUrl,
    `select count(*)::integer as count from graphile_worker._private_jobs where payload ->> 'team_id' = $1`,
    [teamId],
  );
  if (jobs !== undefined && jobs.count > 0) found.jobs = jobs.count;
  return found;
}

test('a deleted team is shut for everyone at once: members, keys, and what would start anything', async () => {
  const { owner, join, name, teamId, agent, key, run } = await busyTeam();
  const viewer = await join('viewer');
  const { erased_after } = await deleteTeam({ ctx: owner, input: { confirm_name: name } });
  expect(Date.parse(erased_after) - Date.now()).toBeGreaterThan(29.9 * 86_400_000);

  for (const person of [owner, viewer]) {
    expect(await codeOf(resolved(person, teamId))).toBe('not_found');
    // A process that remembers them for two seconds more reads nothing either.
    expect((await listAgents({ ctx: person, input: {} })).items).toEqual([]);
  }
  expect(await codeOf(enter(key.secret))).toBe('unauthenticated');
  expect(await codeOf(startRun({ ctx: owner, input: { agent_id: agent.id, query: '1' } }))).toBe('not_found');
  // As a schedule or trigger would, for which no member's rights are asked.
  const started = queryAsAdmin(
    stand.adminUrl,
    `begin; set local role agent_factory_worker; insert into public.runs (id, team_id) values ('run', '${teamId}')`,
  );
  await expect(started).rejects.toThrow(`team ${teamId} is shut`);

  expect(await closed(owner)).toMatchObject({ stopped: expect.any(Number), erased: 0 });
  const [row] = await queryAsAdmin<{ status: string }>(
    stand.adminUrl,
    'select status from public.runs where id = $1',
    [run.run_id],
  );
  expect(row?.status).toBe('cancelled');
});

test('an owner has it back, as it was, within the time; nobody else does', async () => {
  const { owner, join, name, teamId, agent, key } = await busyTeam();
  const admin = await join('admin');
  const stranger = await stand.tenant();
  await deleteTeam({ ctx: owner, input: { confirm_name: name } });
  const input = { id: teamId };
  expect((await listTeams({ ctx: admin })).deleted).toEqual([]);
  expect(await codeOf(restoreTeam({ ctx: admin, input }))).toBe('not_found');
  expect(await codeOf(restoreTeam({ ctx: stranger, input }))).toBe('not_found');
  expect((await listTeams({ ctx: owner })).deleted).toMatchObject([{ id: teamId, name }]);
  await restoreTeam({ ctx: owner, input });
  expect((await listTeams({ ctx: owner })).deleted).toEqual([]);
  expect(await resolved(admin, teamId)).toMatchObject({ role: 'admin' });
  expect((await listAgents({ ctx: owner, input: {} })).items.map(({ id }) => id)).toContain(agent.id);
  expect((await enter(key.secret)).actor.teamId).toBe(teamId);
  expect(await codeOf(restoreTeam({ ctx: owner, input: { id: newId('team') } }))).toBe('not_found');
});

test('not without its name, not by an admin, and no personal team', async () => {
  const { owner, join, name } = await teamOfPerson(stand);
  const admin = await join('admin');
  expect(await codeOf(deleteTeam({ ctx: owner, input: { confirm_name: name.toUpperCase() } }))).toBe(
    'invalid_input',
  );
  expect(await codeOf(deleteTeam({ ctx: admin, input: { confirm_name: name } }))).toBe('forbidden');
  const personal = await stand.tenant();
  const [own] = (await listTeams({ ctx: personal })).items;
  expect(await codeOf(deleteTeam({ ctx: personal, input: { confirm_name: own?.name ?? '' } }))).toBe(
    'conflict',
  );
});

test('after its time nothing of it is left, in no table and not in the queue; others keep all of theirs', async () => {
  const [gone, other] = await Promise.all([busyTeam(), busyTeam()]);
  const kept = await rowsOf(other.teamId);
  await deleteTeam({ ctx: gone.owner, input: { confirm_name: gone.name } });
  expect(await eraseTeam({ services: stand.services, input: { teamId: gone.teamId } })).toBe(false);
  const before = await rowsOf(gone.teamId);
  expect(before).toMatchObject({
    'public.agents': expect.any(Number),
    'public.runs': 1,
    'public.documents': 1,
  });
  expect(before.jobs).toBeGreaterThan(0);
  await queryAsAdmin(
    stand.adminUrl,
    `update public.teams set deleted_at = now() - interval '30 days', erase_after = now() where id = $1`,
    [gone.teamId],
  );
  expect((await listTeams({ ctx: gone.owner })).deleted).toEqual([]);
  await closed(gone.owner);
  expect(await rowsOf(gone.teamId)).toEqual({});
  expect(await rowsOf(other.teamId)).toEqual(kept);
});

test('every table of a team goes with it: each has a way of cascades to its row', async () => {
  const stuck = await queryAsAdmin<{ name: string }>(
    stand.adminUrl,
    `with recursive reached(oid) as (
       select 'public.teams'::regclass::oid
       union
       select c.conrelid from pg_constraint c join reached r on c.confrelid = r.oid
       where c.contype = 'f' and c.confdeltype = 'c'
     )
     select a.attrelid::regclass::text as name
     from pg_attribute a join pg_class t on t.oid = a.attrelid join pg_namespace n on n.oid = t.relnamespace
     where a.attname = 'team_id' and t.relkind = 'r' and n.nspname in ('public', 'orchestration')
       and a.attrelid not in (select oid from reached)`,
  );
  expect(stuck).toEqual([]);
});
