import { liveEnds } from '@agent-factory/contracts';
import { agentText } from '@agent-factory/services/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { startTestApi, type TestApi } from '../testing/start-test-api.ts';
import { type LivePerson, openLivePerson, ticketFor } from './testing/live-person.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ worker: false });
});
afterAll(() => api.close());

const open: LivePerson[] = [];
afterEach(() => {
  for (const person of open.splice(0)) person.close();
});

const soon = { timeout: 15_000, interval: 10 };

async function makeAgent(name = 'adder') {
  const user = await api.addUser();
  const token = await api.tokenOf(user);
  const spec = agentText(name);
  const answer = await api.fetch('/v1/agents', { token, method: 'POST', body: { spec } });
  const { id } = (await answer.json()) as { id: string };
  return { user, token, agentId: id, spec };
}

function person(options: { token: string; agentId: string; doc?: Y.Doc; documentId?: string }): LivePerson {
  const opened = openLivePerson({ url: () => api.url, ...options });
  open.push(opened);
  return opened;
}

const isConnected = (someone: LivePerson) =>
  expect.poll(() => someone.state(), soon).toEqual({ at: 'connected' });

/** What the server says to a raw connection, and with which code it ends it. */
async function raw(agentId: string, say: (socket: WebSocket) => void, origin?: string) {
  const socket = new WebSocket(
    `${api.url.replace('http', 'ws')}/v1/agents/${agentId}/live`,
    // Node's own takes headers, which browsers do not.
    origin === undefined ? undefined : ({ headers: { origin } } as unknown as string[]),
  );
  const heard: unknown[] = [];
  socket.onmessage = ({ data }) => heard.push(typeof data === 'string' ? JSON.parse(data) : data);
  socket.onopen = () => say(socket);
  const code = await new Promise<number>((resolve) => {
    socket.onclose = (event) => resolve(event.code);
  });
  return { code, heard };
}

const hello = (ticket: string) => JSON.stringify({ type: 'hello', ticket, document: null, vector: '' });

describe('people in one document', () => {
  test('the first find the newest version’s text, once, however many come first', async () => {
    const { token, agentId, spec } = await makeAgent();
    const people = Array.from({ length: 4 }, () => person({ token, agentId }));
    for (const someone of people) await isConnected(someone);
    for (const { text } of people) expect(text.toString()).toBe(spec);
  });

  test('what one writes, another reads; it is told as stored and is there after everybody left', async () => {
    const { token, agentId, spec } = await makeAgent();
    const [ana, bo] = [person({ token, agentId }), person({ token, agentId })];
    await isConnected(ana);
    await isConnected(bo);
    ana.text.insert(0, '# Ana\n');
    bo.text.insert(bo.text.length, '# Bo\n');
    const both = `# Ana\n${spec}# Bo\n`;
    await expect.poll(() => [ana, bo].map(({ text }) => text.toString()), soon).toEqual([both, both]);
    await isConnected(ana);
    ana.close();
    bo.close();
    const late = person({ token, agentId });
    await expect.poll(() => late.text.toString(), soon).toBe(both);
  });

  test('what is written without a connection arrives with the next', async () => {
    const { token, agentId, spec } = await makeAgent();
    const [ana, bo] = [person({ token, agentId }), person({ token, agentId })];
    await isConnected(ana);
    await isConnected(bo);
    ana.live.drop();
    expect(ana.state()).toEqual({ at: 'offline' });
    ana.text.insert(0, 'a');
    bo.text.insert(bo.text.length, 'b');
    ana.live.wake();
    const both = `a${spec}b`;
    await expect.poll(() => [ana, bo].map(({ text }) => text.toString()), soon).toEqual([both, both]);
  });

  test('who is there is seen, where they are, and that they left', async () => {
    const { token, agentId, user } = await makeAgent();
    const [ana, bo] = [person({ token, agentId }), person({ token, agentId })];
    await isConnected(ana);
    await isConnected(bo);
    const place = { view: 'form', anchor: null, head: null, path: ['tools', 0] };
    ana.live.move(place);
    await expect
      .poll(() => bo.people(), soon)
      .toEqual([
        expect.objectContaining({ place, may: 'edit', person: expect.objectContaining({ id: user.userId }) }),
      ]);
    ana.close();
    await expect.poll(() => bo.people(), soon).toEqual([]);
  });
});

describe('comments', () => {
  test('everybody who is there is told that something was said, and by whom stays with who may ask', async () => {
    const { token, agentId } = await makeAgent();
    const [ana, bo] = [person({ token, agentId }), person({ token, agentId })];
    await isConnected(ana);
    await isConnected(bo);
    const before = [ana, bo].map((one) => one.comments());
    const answer = await api.fetch(`/v1/agents/${agentId}/comments`, {
      ...{ token, method: 'POST', body: { body: 'Why?', place: { path: ['limits'] } } },
    });
    expect(answer.status).toBe(201);
    const { id } = (await answer.json()) as { id: string };
    await expect.poll(() => ana.comments(), soon).toBeGreaterThan(before[0] ?? 0);
    await expect.poll(() => bo.comments(), soon).toBeGreaterThan(before[1] ?? 0);
    const again = bo.comments();
    await api.fetch(`/v1/comment-threads/${id}`, { token, method: 'PUT', body: { resolved: true } });
    await expect.poll(() => bo.comments(), soon).toBeGreaterThan(again);
  });
});

describe('versions that are saved elsewhere', () => {
  const save = (token: string, agentId: string, spec: string) =>
    api.fetch(`/v1/agents/${agentId}`, { token, method: 'PUT', body: { spec } });

  test('a copy without changes follows, and what stays keeps its place', async () => {
    const { token, agentId, spec } = await makeAgent();
    const ana = person({ token, agentId });
    await isConnected(ana);
    const end = Y.createRelativePositionFromTypeIndex(ana.text, spec.indexOf('Answer with'));
    const next = spec.replace('title: Adder', 'title: Sums').replace('calculator', 'calculator, http_get');
    expect((await save(token, agentId, next)).status).toBe(200);
    await expect.poll(() => ana.text.toString(), soon).toBe(next);
    expect(ana.versions()).toEqual({ base: 2, newest: 2 });
    const found = Y.createAbsolutePositionFromRelativePosition(end, ana.doc);
    expect(found?.index).toBe(next.indexOf('Answer with'));
  });

  test('one with changes keeps them and is told of the version; saved itself, it is its copy', async () => {
    const { token, agentId, spec } = await makeAgent();
    const ana = person({ token, agentId });
    await isConnected(ana);
    ana.text.insert(ana.text.length, 'Mine.\n');
    await isConnected(ana);
    await save(token, agentId, spec.replace('title: Adder', 'title: Theirs'));
    await expect.poll(() => ana.versions(), soon).toEqual({ base: 1, newest: 2 });
    expect(ana.text.toString()).toBe(`${spec}Mine.\n`);
    await save(token, agentId, ana.text.toString());
    await expect.poll(() => ana.versions(), soon).toEqual({ base: 3, newest: 3 });
    expect(ana.text.toString()).toBe(`${spec}Mine.\n`);
  });

  test('somebody who opens it later finds the same', async () => {
    const { token, agentId, spec } = await makeAgent();
    const ana = person({ token, agentId });
    await isConnected(ana);
    ana.close();
    const next = spec.replace('title: Adder', 'title: Sums');
    await save(token, agentId, next);
    const answer = await api.fetch(
      `/trpc/agents.document?input=${encodeURIComponent(JSON.stringify({ id: agentId }))}`,
      { token },
    );
    const { result } = (await answer.json()) as {
      result: { data: { update: string; base_version: number } };
    };
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Buffer.from(result.data.update, 'base64'));
    expect(doc.getText('spec').toString()).toBe(next);
    expect(result.data.base_version).toBe(2);
  });
});

describe('who may', () => {
  const setRole = (agentId: string, userId: string, role: string) =>
    api.run(
      `update public.team_members set role = $3
       where user_id = $2 and team_id = (select team_id from public.agents where id = $1)`,
      [agentId, userId, role],
    );

  async function mateOf(agentId: string, role: string) {
    const mate = await api.addUser();
    await api.run(
      `insert into public.team_members (team_id, user_id, role)
       select team_id, $2, $3 from public.agents where id = $1`,
      [agentId, mate.userId, role],
    );
    return mate;
  }

  async function ticketIn(agentId: string, teamId: string, token: string) {
    const answer = await api.fetch('/trpc/agents.liveTicket', {
      token,
      method: 'POST',
      body: { id: agentId },
      headers: { 'x-team-id': teamId },
    });
    const body = (await answer.json()) as { result?: { data: { ticket: string } } };
    return { status: answer.status, ticket: body.result?.data.ticket ?? '' };
  }

  test('a viewer sees, and what they send is neither stored nor handed on', async () => {
    const { token, agentId, user, spec } = await makeAgent();
    const ana = person({ token, agentId });
    await isConnected(ana);
    const viewer = await mateOf(agentId, 'viewer');
    const { ticket } = await ticketIn(agentId, user.teamId, await api.tokenOf(viewer));
    const doc = new Y.Doc();
    const { code, heard } = await raw(agentId, (socket) => {
      socket.binaryType = 'arraybuffer';
      socket.send(hello(ticket));
      socket.addEventListener('message', ({ data }) => {
        if (typeof data !== 'string') return;
        const message = JSON.parse(data) as { type: string; update: string };
        if (message.type !== 'welcome') return;
        Y.applyUpdate(doc, Buffer.from(message.update, 'base64'));
        const before = Y.encodeStateVector(doc);
        doc.getText('spec').insert(0, 'viewer');
        socket.send(Buffer.concat([Buffer.from([1, 0, 0, 0, 1]), Y.encodeStateAsUpdate(doc, before)]));
      });
    });
    expect(heard[0]).toMatchObject({ type: 'welcome', may: 'see', why: expect.stringContaining('editors') });
    expect(code).toBe(liveEnds.forbidden);
    expect(ana.text.toString()).toBe(spec);
    const late = person({ token, agentId });
    await isConnected(late);
    expect(late.text.toString()).toBe(spec);
  });

  test('a role that changes counts within 5 s, a member who is removed is cut within 5 s', async () => {
    const { agentId, user } = await makeAgent();
    const mate = await mateOf(agentId, 'editor');
    const token = await api.tokenOf(mate);
    const bo = openLivePerson({ url: () => api.url, token, agentId, teamId: user.teamId });
    open.push(bo);
    await isConnected(bo);
    expect(bo.may()).toBe('edit');
    await setRole(agentId, mate.userId, 'viewer');
    await expect.poll(() => bo.may(), soon).toBe('see');
    await api.run('delete from public.team_members where user_id = $1 and team_id = $2', [
      mate.userId,
      user.teamId,
    ]);
    await expect.poll(() => bo.state(), soon).toMatchObject({ at: 'ended', end: 'gone' });
  });

  test('an agent of another team and one that does not exist: no ticket, the same words', async () => {
    const own = await makeAgent();
    const other = await makeAgent();
    const foreign = ticketFor(api.url, own.token, other.agentId);
    await expect(foreign).rejects.toThrow(/There is no such agent/);
  });

  test('a ticket opens once, for its own agent, and nothing else is one', async () => {
    const { token, agentId } = await makeAgent();
    const second = await makeAgent('other');
    const ticket = await ticketFor(api.url, token, agentId);
    expect((await raw(second.agentId, (socket) => socket.send(hello(ticket)))).code).toBe(liveEnds.ticket);
    const used = await ticketFor(api.url, token, agentId);
    const once = await raw(agentId, (socket) => {
      socket.send(hello(used));
      socket.addEventListener('message', () => socket.close());
    });
    expect(once.heard[0]).toMatchObject({ type: 'welcome' });
    expect((await raw(agentId, (socket) => socket.send(hello(used)))).code).toBe(liveEnds.ticket);
    for (const wrong of ['x', 'a.b.c.d', `${used}x`]) {
      expect((await raw(agentId, (socket) => socket.send(hello(wrong)))).code).toBe(liveEnds.ticket);
    }
  });

  test('an API key gets no ticket', async () => {
    const { token, agentId } = await makeAgent();
    const made = await api.fetch('/v1/api-keys', {
      token,
      method: 'POST',
      body: { name: 'ci', scopes: ['agents:read', 'agents:write'] },
    });
    const { secret } = (await made.json()) as { secret: string };
    const answer = await api.fetch('/trpc/agents.liveTicket', {
      token: secret,
      method: 'POST',
      body: { id: agentId },
    });
    expect(answer.status).toBe(403);
  });

  test('a page of another site gets no connection', async () => {
    const { token, agentId } = await makeAgent();
    const ticket = await ticketFor(api.url, token, agentId);
    const { code, heard } = await raw(
      agentId,
      (socket) => socket.send(hello(ticket)),
      'https://evil.example',
    );
    expect([code, heard]).toEqual([1006, []]);
  });

  test('a deleted agent ends it', async () => {
    const { token, agentId } = await makeAgent();
    const ana = person({ token, agentId });
    await isConnected(ana);
    await api.fetch(`/v1/agents/${agentId}`, { token, method: 'DELETE' });
    await expect.poll(() => ana.state(), soon).toMatchObject({ at: 'ended', end: 'gone' });
  });
});

describe('bounds', () => {
  test.each([
    ['what is no message', 'no json'],
    ['what is no greeting', JSON.stringify({ type: 'presence', place: 1 })],
    ['an update before any greeting', Buffer.from([1, 0, 0, 0, 1, 0, 0])],
  ])('%s is unreadable', async (_, message) => {
    const { agentId } = await makeAgent();
    expect((await raw(agentId, (socket) => socket.send(message))).code).toBe(liveEnds.unreadable);
  });

  test('updates of anything but the text are refused', async () => {
    const { token, agentId, spec } = await makeAgent();
    const doc = new Y.Doc();
    doc.getMap('hidden').set('a', 1);
    const ticket = await ticketFor(api.url, token, agentId);
    const { code } = await raw(agentId, (socket) => {
      socket.send(hello(ticket));
      socket.addEventListener('message', () => {
        if (socket.readyState === WebSocket.OPEN)
          socket.send(Buffer.concat([Buffer.from([1, 0, 0, 0, 1]), Y.encodeStateAsUpdate(doc)]));
      });
    });
    expect(code).toBe(liveEnds.unreadable);
    const ana = person({ token, agentId });
    await isConnected(ana);
    expect(ana.text.toString()).toBe(spec);
  });

  test('a text beyond what a spec may have is refused, and the room goes on', async () => {
    const { token, agentId, spec } = await makeAgent();
    const [ana, bo] = [person({ token, agentId }), person({ token, agentId })];
    await isConnected(ana);
    await isConnected(bo);
    ana.text.insert(0, 'x'.repeat(270_000));
    await expect.poll(() => ana.state(), soon).toEqual({ at: 'offline' });
    bo.text.insert(0, 'y');
    await isConnected(bo);
    expect(bo.text.toString()).toBe(`y${spec}`);
  });

  test('a flood of messages is cut off', async () => {
    const { token, agentId } = await makeAgent();
    const ticket = await ticketFor(api.url, token, agentId);
    const { code } = await raw(agentId, (socket) => {
      socket.send(hello(ticket));
      const message = JSON.stringify({ type: 'presence', place: null });
      for (let i = 0; i < 1_000; i++) socket.send(message);
    });
    expect(code).toBe(liveEnds.too_much);
  });
});
