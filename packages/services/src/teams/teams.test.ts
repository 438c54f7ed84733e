import { newId } from '@agent-factory/contracts';
import { queryAsAdmin } from '@agent-factory/db/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAgents } from '../agents/list.ts';
import { contextFor, type ServiceContext } from '../service-context.ts';
import { starterAgents } from '../starter-agents/index.ts';
import { resolveActor } from '../testing/resolve-actor.ts';
import { openStand, refusalError, type Stand } from '../testing/stand.ts';
import { chooseLanguage } from './choose-language.ts';
import { describeMe } from './describe-me.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

test('without a choice a user acts in the personal team, as its owner', async () => {
  const { services } = stand;
  const { actor } = await stand.tenant();
  const input = { user_id: actor.userId, email: actor.email };
  expect(await resolveActor({ services, input })).toEqual(actor);
});

test('a member acts in another team with the role that was given there', async () => {
  const { services } = stand;
  const ctx = await stand.tenant();
  const { actor } = await stand.member(ctx, 'viewer');
  if (actor.type !== 'user') throw new Error('a member is a user');
  const input = { user_id: actor.userId, email: actor.email, team_id: ctx.actor.teamId };
  expect(await resolveActor({ services, input })).toMatchObject({ role: 'viewer', teamId: ctx.actor.teamId });
  const me = await describeMe({ ctx: contextFor(services, actor) });
  expect(me.team).toMatchObject({ id: ctx.actor.teamId, role: 'viewer' });
  expect(me.teams.map(({ role }) => role)).toEqual(['owner', 'viewer']);
  expect(me.user).toMatchObject({ id: actor.userId, email: actor.email });
  expect(me.operator).toBe(false);
});

test('a language is a person’s own: chosen, forgotten, and nobody else’s', async () => {
  const ctx = await stand.tenant();
  const { actor } = await stand.member(ctx, 'viewer');
  const theirs = contextFor(stand.services, actor);
  const read = async (of: ServiceContext) => (await describeMe({ ctx: of })).user.language;
  expect(await read(theirs)).toBeNull();
  await chooseLanguage({ ctx: theirs, input: { language: 'zh' } });
  expect([await read(theirs), await read(ctx)]).toEqual(['zh', null]);
  await chooseLanguage({ ctx: theirs, input: { language: null } });
  expect(await read(theirs)).toBeNull();
  // @ts-expect-error: one that the pages do not speak
  await expect(chooseLanguage({ ctx: theirs, input: { language: 'tlh' } })).rejects.toMatchObject({
    code: 'invalid_input',
  });
});

test('who runs the installation is told so, whatever their role', async () => {
  const { services } = stand;
  const { actor } = await stand.tenant();
  const email = 'Keeper@Example.com';
  const ctx = contextFor({ ...services, operators: ['keeper@example.com'] }, { ...actor, email });
  expect((await describeMe({ ctx })).operator).toBe(true);
  expect((await describeMe({ ctx: contextFor(services, { ...actor, email }) })).operator).toBe(false);
});

test('Q2: another’s team and no team at all are the same answer', async () => {
  const { services } = stand;
  const [ctx, stranger] = await Promise.all([stand.tenant(), stand.tenant()]);
  const asked = async (team_id: typeof ctx.actor.teamId) => {
    const input = { user_id: stranger.actor.userId, email: null, team_id };
    const { code, message } = await refusalError(resolveActor({ services, input }));
    return { code, message };
  };
  expect(await asked(ctx.actor.teamId)).toEqual(await asked(newId('team')));
  expect(await asked(ctx.actor.teamId)).toMatchObject({ code: 'not_found' });
});

test('a new team finds the starter agents, once, however many arrive at once', async () => {
  const { services } = stand;
  const ctx = await stand.tenant();
  expect((await listAgents({ ctx, input: {} })).items).toEqual([]);
  const input = { user_id: ctx.actor.userId, email: null };
  await Promise.all(Array.from({ length: 6 }, () => resolveActor({ services, input })));
  const { items } = await listAgents({ ctx, input: {} });
  expect(items.map(({ name }) => name)).toEqual(starterAgents.map((text) => /^name: (.+)$/m.exec(text)?.[1]));
});

test('starters that were deleted stay deleted', async () => {
  const { services } = stand;
  const ctx = await stand.tenant();
  const input = { user_id: ctx.actor.userId, email: null };
  await resolveActor({ services, input });
  await queryAsAdmin(stand.adminUrl, 'update public.agents set deleted_at = now() where team_id = $1', [
    ctx.actor.teamId,
  ]);
  await resolveActor({ services, input });
  expect((await listAgents({ ctx, input: {} })).items).toEqual([]);
});

test('a viewer who comes first leaves the welcome to who may write', async () => {
  const { services } = stand;
  const ctx = await stand.tenant();
  const { actor } = await stand.member(ctx, 'viewer');
  if (actor.type !== 'user') throw new Error('a member is a user');
  await resolveActor({
    services,
    input: { user_id: actor.userId, email: null, team_id: ctx.actor.teamId },
  });
  expect((await listAgents({ ctx, input: {} })).items).toEqual([]);
  await resolveActor({ services, input: { user_id: ctx.actor.userId, email: null } });
  expect((await listAgents({ ctx, input: {} })).items).toHaveLength(starterAgents.length);
});
