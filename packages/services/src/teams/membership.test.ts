import { newId } from '@agent-factory/contracts';
import { queryAsAdmin } from '@agent-factory/db/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAgent } from '../agents/create.ts';
import { getAgent } from '../agents/get.ts';
import { listAgents } from '../agents/list.ts';
import { createApiKey } from '../api-keys/create.ts';
import { listApiKeys } from '../api-keys/list.ts';
import { resolveActor } from '../testing/resolve-actor.ts';
import { agentText, openStand, refusalError, type Stand } from '../testing/stand.ts';
import { changeRole } from './change-role.ts';
import { createTeam } from './create.ts';
import { findTeamOf } from './find-team-of.ts';
import { getTeam } from './get.ts';
import { leaveTeam } from './leave.ts';
import { listTeams } from './list.ts';
import { listMembers } from './list-members.ts';
import { removeMember } from './remove-member.ts';
import { renameTeam } from './rename.ts';
import { teamOfPerson } from './testing/people.ts';
import { transferTeam } from './transfer.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

const codeOf = async (work: Promise<unknown>) => (await refusalError(work)).code;

async function rolesOf(teamId: string): Promise<Record<string, string>> {
  const rows = await queryAsAdmin<{ user_id: string; role: string }>(
    stand.adminUrl,
    'select user_id, role from public.team_members where team_id = $1',
    [teamId],
  );
  return Object.fromEntries(rows.map(({ user_id, role }) => [user_id, role]));
}

describe('making a team', () => {
  test('who makes one owns it, acts in it at once, and finds the starter agents', async () => {
    const me = await stand.tenant();
    const { id } = await createTeam({ ctx: me, input: { name: '  Crew ' } });
    const { userId } = me.actor;
    const actor = await resolveActor({
      services: stand.services,
      input: { user_id: userId, email: null, team_id: id },
    });
    expect(actor).toMatchObject({ teamId: id, role: 'owner' });
    const ctx = { ...me, actor };
    expect(await getTeam({ ctx })).toMatchObject({
      name: 'Crew',
      personal: false,
      members: 1,
      plan: 'enterprise',
    });
    expect((await listAgents({ ctx, input: {} })).items.length).toBeGreaterThan(0);
    expect((await listTeams({ ctx: me })).items.map(({ name, personal }) => [name, personal])).toEqual([
      [expect.stringContaining('workspace'), true],
      ['Crew', false],
    ]);
  });

  test('twenty is the most, however many are made at once', async () => {
    const me = await stand.tenant();
    const made = await Promise.allSettled(
      Array.from({ length: 22 }, (_, index) => createTeam({ ctx: me, input: { name: `Team ${index}` } })),
    );
    // The personal one is the first.
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(19);
    expect(await codeOf(createTeam({ ctx: me, input: { name: 'Again' } }))).toBe('limit_exceeded');
  });

  test('admins rename it, editors do not', async () => {
    const { owner, join } = await teamOfPerson(stand);
    const [admin, editor] = await Promise.all([join('admin'), join('editor')]);
    expect((await renameTeam({ ctx: admin, input: { name: 'Renamed' } })).name).toBe('Renamed');
    expect(await codeOf(renameTeam({ ctx: editor, input: { name: 'Mine' } }))).toBe('forbidden');
    expect(await codeOf(renameTeam({ ctx: owner, input: { name: ' ' } }))).toBe('invalid_input');
  });
});

describe('roles', () => {
  test('an admin moves everyone below owner, and no owner', async () => {
    const { owner, join } = await teamOfPerson(stand);
    const [admin, editor] = await Promise.all([join('admin'), join('editor')]);
    const change = (ctx: typeof owner, user_id: string, role: 'owner' | 'admin' | 'viewer') =>
      changeRole({ ctx, input: { user_id, role } });
    expect((await change(admin, editor.actor.userId, 'viewer')).role).toBe('viewer');
    expect((await change(admin, editor.actor.userId, 'admin')).role).toBe('admin');
    expect(await codeOf(change(admin, owner.actor.userId, 'viewer'))).toBe('forbidden');
    expect(await codeOf(change(admin, admin.actor.userId, 'owner'))).toBe('forbidden');
    expect((await change(owner, admin.actor.userId, 'owner')).role).toBe('owner');
    // Two of them now, so one may step down; the other may not.
    expect((await change(owner, owner.actor.userId, 'admin')).role).toBe('admin');
    const heir = { ...admin, actor: { ...admin.actor, role: 'owner' as const } };
    expect(await codeOf(change(heir, admin.actor.userId, 'admin'))).toBe('conflict');
  });

  test('a role that a process still remembers opens nothing once it is lower', async () => {
    const { owner, join } = await teamOfPerson(stand);
    const [admin, other] = await Promise.all([join('admin'), join('editor')]);
    await changeRole({ ctx: owner, input: { user_id: admin.actor.userId, role: 'viewer' } });
    // `admin` is what another process would still hold for two seconds.
    expect(await codeOf(removeMember({ ctx: admin, input: { user_id: other.actor.userId } }))).toBe(
      'forbidden',
    );
    expect(
      await codeOf(changeRole({ ctx: admin, input: { user_id: other.actor.userId, role: 'viewer' } })),
    ).toBe('forbidden');
    expect((await rolesOf(owner.actor.teamId))[other.actor.userId]).toBe('editor');
  });

  test('who is no member is as unknown as nobody', async () => {
    const { owner } = await teamOfPerson(stand);
    const stranger = await stand.tenant();
    const attempts = [stranger.actor.userId, crypto.randomUUID()].map(async (user_id) => [
      (await refusalError(changeRole({ ctx: owner, input: { user_id, role: 'viewer' } }))).message,
      (await refusalError(removeMember({ ctx: owner, input: { user_id } }))).message,
    ]);
    const [first, second] = await Promise.all(attempts);
    expect(first).toEqual(second);
    expect(first).toEqual(['There is no such member.', 'There is no such member.']);
  });

  test('an API key moves nobody', async () => {
    const { owner } = await teamOfPerson(stand);
    const { id, name } = await createApiKey({ ctx: owner, input: { name: 'all', scopes: ['team:write'] } });
    const { teamId } = owner.actor;
    const ctx = {
      ...owner,
      actor: { type: 'apiKey', keyId: id, teamId, scopes: ['team:write'], agentIds: null, name } as const,
    };
    for (const attempt of [
      listMembers({ ctx }),
      renameTeam({ ctx, input: { name: 'Taken' } }),
      leaveTeam({ ctx }),
      createTeam({ ctx, input: { name: 'x' } }),
      removeMember({ ctx, input: { user_id: owner.actor.userId } }),
    ]) {
      expect(await codeOf(attempt)).toBe('forbidden');
    }
  });
});

describe('going', () => {
  test('who is removed reaches nothing from then on; what they made and their keys stay', async () => {
    const { owner, join } = await teamOfPerson(stand);
    const admin = await join('admin');
    const agent = await createAgent({ ctx: admin, input: { spec: agentText('adder') } });
    await createApiKey({ ctx: admin, input: { name: 'theirs', scopes: ['agents:read'] } });
    await removeMember({ ctx: owner, input: { user_id: admin.actor.userId } });
    expect(await codeOf(getAgent({ ctx: admin, input: { id: agent.id } }))).toBe('not_found');
    const again = resolveActor({
      services: stand.services,
      input: { user_id: admin.actor.userId, email: null, team_id: owner.actor.teamId },
    });
    expect(await codeOf(again)).toBe('not_found');
    expect((await getAgent({ ctx: owner, input: { id: agent.id } })).name).toBe('adder');
    expect((await listApiKeys({ ctx: owner })).items).toMatchObject([{ name: 'theirs', revoked_at: null }]);
  });

  test('anyone leaves, but for the last owner and out of their own team', async () => {
    const { owner, join } = await teamOfPerson(stand);
    const viewer = await join('viewer');
    await leaveTeam({ ctx: viewer });
    expect(Object.keys(await rolesOf(owner.actor.teamId))).toEqual([owner.actor.userId]);
    expect((await refusalError(leaveTeam({ ctx: owner }))).message).toContain('needs an owner');
    const personal = await stand.tenant();
    expect((await refusalError(leaveTeam({ ctx: personal }))).code).toBe('conflict');
  });

  test('two owners who leave at once: one stays', async () => {
    const { owner, join } = await teamOfPerson(stand);
    const second = await join('owner');
    const outcomes = await Promise.allSettled([leaveTeam({ ctx: owner }), leaveTeam({ ctx: second })]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'conflict' },
    });
    expect(Object.values(await rolesOf(owner.actor.teamId))).toEqual(['owner']);
  });

  test('in a personal team its person stays the owner, also when it has another', async () => {
    const me = await stand.tenant();
    const guest = await stand.member(me, 'owner');
    const mine = { user_id: me.actor.userId };
    expect(await codeOf(removeMember({ ctx: guest, input: mine }))).toBe('conflict');
    expect(await codeOf(changeRole({ ctx: guest, input: { ...mine, role: 'viewer' } }))).toBe('conflict');
    expect((await rolesOf(me.actor.teamId))[me.actor.userId]).toBe('owner');
  });
});

describe('handing over', () => {
  test('the heir owns it, who gave it is an admin, and the name was typed', async () => {
    const { owner, join, name } = await teamOfPerson(stand);
    const viewer = await join('viewer');
    const user_id = viewer.actor.userId;
    const give = (confirm_name: string) => transferTeam({ ctx: owner, input: { user_id, confirm_name } });
    expect(await codeOf(give('crew?'))).toBe('invalid_input');
    await give(name);
    expect(await rolesOf(owner.actor.teamId)).toEqual({ [owner.actor.userId]: 'admin', [user_id]: 'owner' });
    expect(await codeOf(give(name))).not.toBe(undefined);
  });

  test('not to a stranger, not by an admin, not a personal team', async () => {
    const { owner, join, name } = await teamOfPerson(stand);
    const [admin, stranger] = await Promise.all([join('admin'), stand.tenant()]);
    const give = (ctx: typeof owner, user_id: string, confirm_name = name) =>
      transferTeam({ ctx, input: { user_id, confirm_name } });
    expect(await codeOf(give(owner, stranger.actor.userId))).toBe('not_found');
    expect(await codeOf(give(admin, admin.actor.userId))).toBe('forbidden');
    const personal = await stand.member(stranger, 'admin');
    const { name: own } = await getTeam({ ctx: stranger });
    if (personal.actor.type !== 'user') throw new Error('a member is a user');
    expect(await codeOf(give(stranger, personal.actor.userId, own))).toBe('conflict');
    expect(Object.values(await rolesOf(owner.actor.teamId)).sort()).toEqual(['admin', 'owner']);
  });
});

test('a thing of another team of mine is found there; of a stranger’s, nowhere, like what never was', async () => {
  const { owner, name } = await teamOfPerson(stand);
  const agent = await createAgent({ ctx: owner, input: { spec: agentText('adder') } });
  const stranger = await stand.tenant();
  const personal = { ...stranger, actor: { ...stranger.actor } };
  const find = async (ctx: typeof owner, id: string) => (await findTeamOf({ ctx, input: { id } })).team;
  expect(await find(owner, agent.id)).toEqual({ id: owner.actor.teamId, name });
  expect(await find(personal, agent.id)).toBeNull();
  expect(await find(owner, newId('agent'))).toBeNull();
  expect(await find(owner, 'key_of_something')).toBeNull();
});
