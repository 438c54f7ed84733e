import { invitationSentSchema } from '@agent-factory/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plainSpec } from '../testing/specs.ts';
import { startTestApi, type TestApi } from '../testing/start-test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ worker: false });
});
afterAll(() => api.close());

/** Somebody, and how they call the API in a team; the personal one if none is named. */
async function person(teamOf?: string) {
  const actor = await api.addUser();
  const token = await api.tokenOf(actor);
  const call = (method: string, path: string, body?: unknown, team = teamOf) =>
    api.fetch(path, { token, method, body, headers: team === undefined ? {} : { 'x-team-id': team } });
  return { ...actor, call };
}

async function crew() {
  const owner = await person();
  const { id } = (await (await owner.call('POST', '/v1/teams', { name: 'Crew' })).json()) as { id: string };
  const guest = await person(id);
  const invited = await owner.call('POST', '/v1/invitations', { email: guest.email, role: 'editor' }, id);
  expect(invited.status).toBe(201);
  const { link } = invitationSentSchema.parse(await invited.json());
  const token = new URL(link).searchParams.get('invitation');
  // In no team of theirs but the personal one yet.
  expect((await guest.call('GET', '/v1/team')).status).toBe(404);
  const joined = await api.fetch('/v1/invitations/accept', {
    token: await api.tokenOf(guest),
    method: 'POST',
    body: { token },
  });
  expect(await joined.json()).toEqual({ team_id: id, role: 'editor' });
  return { id, owner, guest };
}

test('a member who is removed reads nothing from the next request on, and is in no such team within 2 s', async () => {
  const { id, owner, guest } = await crew();
  expect((await guest.call('POST', '/v1/agents', { spec: plainSpec('ours') })).status).toBe(201);
  expect(await (await owner.call('GET', '/v1/agents', undefined, id)).text()).toContain('"ours"');

  expect((await owner.call('DELETE', `/v1/members/${guest.userId}`, undefined, id)).status).toBe(204);
  const after = await guest.call('GET', '/v1/agents');
  // By the memory of who called a moment ago, or without it.
  expect(await after.text()).not.toContain('"ours"');
  await expect.poll(async () => (await guest.call('GET', '/v1/agents')).status, { timeout: 6_000 }).toBe(404);
  expect((await guest.call('POST', '/v1/agents', { spec: plainSpec('theirs') })).status).toBe(404);
  expect(await (await owner.call('GET', '/v1/agents', undefined, id)).text()).toContain('"ours"');
});

test('a stranger’s user id is as unknown as nobody’s, and a malformed one too', async () => {
  const { id, owner } = await crew();
  const stranger = await person();
  const answers = await Promise.all(
    [stranger.userId, crypto.randomUUID(), 'nonsense'].map(async (userId) => {
      const answer = await owner.call('DELETE', `/v1/members/${userId}`, undefined, id);
      const { code, detail } = (await answer.json()) as { code: string; detail: string };
      return { status: answer.status, code, detail };
    }),
  );
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]).toEqual({ status: 404, code: 'not_found', detail: 'There is no such member.' });
});

test('a team that was deleted is nowhere, for its owner too, until it is restored', async () => {
  const { id, owner } = await crew();
  const wrong = await owner.call('POST', '/v1/team/delete', { confirm_name: 'crew' }, id);
  expect(await wrong.json()).toMatchObject({
    code: 'invalid_input',
    detail: expect.stringContaining('"Crew"'),
  });
  expect((await owner.call('POST', '/v1/team/delete', { confirm_name: 'Crew' }, id)).status).toBe(200);
  await expect
    .poll(async () => (await owner.call('GET', '/v1/team', undefined, id)).status, { timeout: 6_000 })
    .toBe(404);
  const { deleted } = (await (await owner.call('GET', '/v1/teams')).json()) as { deleted: { id: string }[] };
  expect(deleted.map((team) => team.id)).toEqual([id]);
  expect((await owner.call('POST', `/v1/teams/${id}/restore`)).status).toBe(204);
  expect((await owner.call('GET', '/v1/team', undefined, id)).status).toBe(200);
});
