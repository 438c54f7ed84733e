import { newId } from '@agent-factory/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from './start-test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ worker: false });
});
afterAll(() => api.close());

test('a row that is written, changed or removed shows, by whomever', async () => {
  const id = newId('team');
  const seen = [await api.fingerprint()];
  for (const change of [
    `insert into public.teams (id, name) values ($1, 'New')`,
    `update public.teams set name = 'Renamed' where id = $1`,
    'delete from public.teams where id = $1',
  ]) {
    await api.run(change, [id]);
    seen.push(await api.fingerprint());
  }
  const [before, inserted, updated, deleted] = seen.map((one) => JSON.stringify(one));
  expect(new Set([before, inserted, updated]).size).toBe(3);
  expect(deleted).toBe(before);
});

test('a table that is emptied shows; a key that was used does not', async () => {
  const user = await api.addUser();
  const created = await api.fetch('/v1/api-keys', {
    token: await api.tokenOf(user),
    method: 'POST',
    body: { name: 'k', scopes: ['agents:read'] },
  });
  const { secret } = (await created.json()) as { secret: string };
  const before = await api.fingerprint();
  expect((await api.fetch('/v1/agents', { token: secret })).status).toBe(200);
  expect(await api.fingerprint()).toEqual(before);
  await api.run('truncate public.api_keys cascade', []);
  expect(await api.fingerprint()).not.toEqual(before);
});
