import { commentLimits } from '@agent-factory/contracts';
import { queryAsAdmin, seedApiKey } from '@agent-factory/db/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAgent } from '../agents/create.ts';
import { deleteAgent } from '../agents/delete.ts';
import { listOutbox } from '../auth/list-outbox.ts';
import { contextFor, type ServiceContext } from '../service-context.ts';
import { agentText, refusal as codeOf, openStand, type Stand } from '../testing/stand.ts';
import { addComment } from './add.ts';
import { deleteComment } from './delete.ts';
import { editComment } from './edit.ts';
import { listComments } from './list.ts';
import { markCommentsRead } from './mark-read.ts';
import { mentionsIn, withNames } from './mentions.ts';
import { resolveThread } from './resolve-thread.ts';
import { startCommentThread } from './start-thread.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

async function begin() {
  const ctx = await stand.tenant();
  const { id: agent_id } = await createAgent({ ctx, input: { spec: agentText('adder') } });
  const [editor, viewer] = [await stand.member(ctx, 'editor'), await stand.member(ctx, 'viewer')];
  return { ctx, editor, viewer, agent_id };
}

const idOf = ({ actor }: ServiceContext) => (actor.type === 'user' ? actor.userId : '');
const emailOf = ({ actor }: ServiceContext) => (actor.type === 'user' ? (actor.email ?? '') : '');
const mention = (ctx: ServiceContext) => `<@${idOf(ctx)}>`;

async function mailsTo(ctx: ServiceContext) {
  const { items } = await listOutbox({ ctx: stand.services });
  return items.filter(({ to }) => to === emailOf(ctx));
}

const place = { path: ['limits'], quote: 'limits:' };

test('a viewer asks, the other answers; each sees what is new to them, until they have read it', async () => {
  const { editor, viewer, agent_id } = await begin();
  const heard: string[] = [];
  const stop = stand.services.bus.subscribe(agent_id, ({ kind }) => heard.push(kind));
  const thread = await startCommentThread({
    ctx: viewer,
    input: { agent_id, place, body: ' Why so much? ' },
  });
  expect(thread).toMatchObject({
    unread: false,
    resolved: null,
    comments: [{ body: 'Why so much?', own: true }],
  });
  expect(heard).toEqual(['comments']);
  stop();
  const seen = async (ctx: ServiceContext) => (await listComments({ ctx, input: { agent_id } })).items[0];
  expect(await seen(editor)).toMatchObject({ unread: true, place: { ...place, start: null } });
  await markCommentsRead({ ctx: editor, input: { id: thread.id } });
  expect(await seen(editor)).toMatchObject({ unread: false });
  await addComment({ ctx: editor, input: { thread_id: thread.id, body: 'It is a lot.' } });
  expect(await seen(viewer)).toMatchObject({
    unread: true,
    comments: [{}, { body: 'It is a lot.', own: false }],
  });
  expect(await seen(editor)).toMatchObject({ unread: false });
});

test('who is mentioned gets a mail once, with the words and the way there; nobody else can be', async () => {
  const { ctx, editor, agent_id } = await begin();
  const stranger = await stand.tenant();
  const thread = await startCommentThread({
    ctx,
    input: { agent_id, body: `${mention(editor)}, ${mention(ctx)}: look` },
  });
  const [mail, ...others] = await mailsTo(editor);
  expect(others).toEqual([]);
  expect(mail?.subject).toContain('mentioned you on Adder');
  expect(mail?.text).toContain(`/agents/${agent_id}?panel=comments&thread=${thread.id}`);
  expect(mail?.text).not.toContain('<@');
  expect(await mailsTo(ctx)).toEqual([]);
  const [first] = thread.comments;
  if (first === undefined) throw new Error('a thread begins with a comment');
  expect(first.mentions.map(({ id }) => id).toSorted()).toEqual([idOf(ctx), idOf(editor)].toSorted());
  // Changed, it tells only those who are new in it.
  await editComment({ ctx, input: { id: first.id, body: `${mention(editor)}: look again` } });
  expect(await mailsTo(editor)).toHaveLength(1);
  const refused = editComment({ ctx, input: { id: first.id, body: `${mention(stranger)}!` } });
  expect(await codeOf(refused)).toBe('invalid_input');
  expect(await mailsTo(stranger)).toEqual([]);
  const [kept] = (await listComments({ ctx, input: { agent_id } })).items;
  expect(kept?.comments).toMatchObject([
    { body: `${mention(editor)}: look again`, edited_at: expect.any(String) },
  ]);
});

test('one’s own can be changed and deleted, an admin deletes any; a thread goes with its last', async () => {
  const { ctx, editor, viewer, agent_id } = await begin();
  const thread = await startCommentThread({ ctx: viewer, input: { agent_id, body: 'One' } });
  const answered = await addComment({ ctx: editor, input: { thread_id: thread.id, body: 'Two' } });
  const [one, two] = answered.comments.map(({ id }) => id);
  if (one === undefined || two === undefined) throw new Error('two were said');
  expect(await codeOf(editComment({ ctx, input: { id: one, body: 'Mine now' } }))).toBe('forbidden');
  expect(await codeOf(deleteComment({ ctx: editor, input: { id: one } }))).toBe('forbidden');
  await deleteComment({ ctx: viewer, input: { id: one } });
  expect((await listComments({ ctx, input: { agent_id } })).items).toMatchObject([
    { comments: [{ id: two }] },
  ]);
  await deleteComment({ ctx, input: { id: two } });
  expect((await listComments({ ctx, input: { agent_id, state: 'all' } })).items).toEqual([]);
  expect(await codeOf(addComment({ ctx, input: { thread_id: thread.id, body: 'Late' } }))).toBe('not_found');
});

test('editors resolve, and who began it; it can be opened again', async () => {
  const { ctx, editor, viewer, agent_id } = await begin();
  const theirs = await startCommentThread({ ctx: editor, input: { agent_id, body: 'One' } });
  const own = await startCommentThread({ ctx: viewer, input: { agent_id, body: 'Two' } });
  const resolve = (who: ServiceContext, id: string, resolved = true) =>
    resolveThread({ ctx: who, input: { id: id as never, resolved } });
  expect(await codeOf(resolve(viewer, theirs.id))).toBe('forbidden');
  expect(await resolve(viewer, own.id)).toMatchObject({ resolved: { by: { id: idOf(viewer) } } });
  expect(await resolve(ctx, theirs.id)).toMatchObject({ resolved: { by: { id: idOf(ctx) } } });
  // Again: whoever was first stays.
  expect(await resolve(editor, theirs.id)).toMatchObject({ resolved: { by: { id: idOf(ctx) } } });
  expect((await listComments({ ctx, input: { agent_id } })).items).toEqual([]);
  expect(await resolve(editor, own.id, false)).toMatchObject({ resolved: null });
  const ids = async (state: 'open' | 'resolved') =>
    (await listComments({ ctx, input: { agent_id, state } })).items.map(({ id }) => id);
  expect([await ids('open'), await ids('resolved')]).toEqual([[own.id], [theirs.id]]);
  const acts = await queryAsAdmin<{ action: string }>(
    stand.adminUrl,
    `select action from public.audit_entries where team_id = $1 and action like 'comment_thread%' order by seq`,
    [ctx.actor.teamId],
  );
  expect(acts.map(({ action }) => action)).toEqual([
    'comment_thread.resolved',
    'comment_thread.resolved',
    'comment_thread.reopened',
  ]);
});

test('a key reads along, with its scope and for its agents, and says nothing', async () => {
  const { ctx, agent_id } = await begin();
  await startCommentThread({ ctx, input: { agent_id, body: 'Read by programs too' } });
  const { teamId } = ctx.actor;
  const key = contextFor(
    stand.services,
    await seedApiKey(stand.adminUrl, teamId, ['agents:read'], [agent_id]),
  );
  expect((await listComments({ ctx: key, input: { agent_id } })).items).toMatchObject([
    { unread: false, comments: [{ own: false, body: 'Read by programs too' }] },
  ]);
  const other = contextFor(stand.services, await seedApiKey(stand.adminUrl, teamId, ['runs:read']));
  expect(await codeOf(listComments({ ctx: other, input: { agent_id } }))).toBe('forbidden');
  expect(await codeOf(startCommentThread({ ctx: key, input: { agent_id, body: 'x' } }))).toBe('forbidden');
});

test('what is no place, too long, on a deleted agent or another team’s is refused', async () => {
  const { ctx, agent_id } = await begin();
  const start = (input: object) =>
    codeOf(startCommentThread({ ctx, input: { agent_id, body: 'x', ...input } }));
  const document = '00000000-0000-4000-8000-000000000001';
  expect(await start({ place: { document, start: 'AAAA', end: '/////w==' } })).toBe('invalid_input');
  expect(await start({ place: { start: 'AAAA', end: 'AAAA' } })).toBe('invalid_input');
  expect(await start({ body: 'x'.repeat(commentLimits.body + 1) })).toBe('invalid_input');
  expect(await start({ body: ' \n' })).toBe('invalid_input');
  const thread = await startCommentThread({ ctx, input: { agent_id, body: 'Here' } });
  const stranger = await stand.tenant();
  expect(await codeOf(listComments({ ctx: stranger, input: { agent_id } }))).toBe('not_found');
  expect(await codeOf(addComment({ ctx: stranger, input: { thread_id: thread.id, body: 'x' } }))).toBe(
    'not_found',
  );
  await deleteAgent({ ctx, input: { id: agent_id } });
  expect(await start({})).toBe('not_found');
  expect(await codeOf(addComment({ ctx, input: { thread_id: thread.id, body: 'x' } }))).toBe('not_found');
});

test('names take the place of ids, and of those who have left nothing is said', () => {
  const [ana, bo] = ['00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b'];
  expect(mentionsIn(`<@${ana}> <@${ana.toUpperCase()}> <@x> ${bo}`)).toEqual([ana]);
  expect(withNames(`<@${ana}> and <@${bo}>`, new Map([[ana, 'Ana']]))).toBe('@Ana and @a former member');
});
