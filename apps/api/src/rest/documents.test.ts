import { documentUploadedSchema, documentViewSchema, passagesSchema } from '@agent-factory/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../testing/start-test-api.ts';

let api: TestApi;
let token: string;
beforeAll(async () => {
  api = await startTestApi({ worker: true });
  token = await api.tokenOf(await api.addUser());
});
afterAll(() => api.close());

/** As a browser or curl sends it. */
function post(
  path: string,
  body: string | FormData,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${api.url}${path}`, {
    method: 'POST',
    body,
    headers: { authorization: `Bearer ${token}`, ...headers },
  });
}
const uploaded = async (response: Response) => documentUploadedSchema.parse(await response.json());

describe('POST /v1/documents', () => {
  test('takes a file as the body itself', async () => {
    const send = () =>
      post('/v1/documents?name=raw.md', '# Raw\nAs it is.', { 'content-type': 'text/markdown' });
    const response = await send();
    expect(response.status).toBe(201);
    const document = await uploaded(response);
    expect(document).toMatchObject({ title: 'raw.md', format: 'markdown', status: 'ready', created: true });
    expect(response.headers.get('location')).toBe(`/v1/documents/${document.id}`);
    const again = await send();
    expect(again.status).toBe(200);
    expect(await uploaded(again)).toMatchObject({ id: document.id, created: false });
  });

  test('takes a file of a form, and what stands in it is found', async () => {
    const form = new FormData();
    form.set('note', 'no file');
    form.set('file', new File(['<h1>Opening hours</h1><p>From nine to five.</p>'], 'hours.html'));
    const response = await post('/v1/documents', form);
    expect(await uploaded(response)).toMatchObject({ title: 'hours.html', format: 'html', created: true });
    const search = await api.fetch('/v1/documents/search', {
      token,
      method: 'POST',
      body: { query: 'what are the opening hours' },
    });
    expect(passagesSchema.parse(await search.json()).items[0]).toMatchObject({
      title: 'hours.html',
      heading: 'Opening hours',
    });
  });

  test('reads a large file soon after', async () => {
    const text = `Something long. ${'word '.repeat(200_000)}`;
    const response = await post('/v1/documents?name=long.txt', text, { 'content-type': 'text/plain' });
    const document = await uploaded(response);
    expect(document.status).toBe('queued');
    await expect
      .poll(
        async () =>
          documentViewSchema.parse(await (await api.fetch(`/v1/documents/${document.id}`, { token })).json())
            .status,
        { timeout: 20_000 },
      )
      .toBe('ready');
  });

  test.each([
    ['no name', '/v1/documents', 'text', 'text/plain', 400, 'invalid_input'],
    ['an unknown kind', '/v1/documents?name=a.bin', 'x', 'application/octet-stream', 400, 'invalid_input'],
    ['nothing', '/v1/documents?name=a.txt', '', 'text/plain', 400, 'invalid_input'],
    [
      'a form without its boundary',
      '/v1/documents',
      'x',
      'multipart/form-data; boundary=y',
      400,
      'invalid_input',
    ],
    [
      'a form without a file',
      '/v1/documents',
      '--y--\r\n',
      'multipart/form-data; boundary=y',
      400,
      'invalid_input',
    ],
    ['text that is no JSON', '/v1/documents', '{', 'application/json', 400, 'invalid_input'],
    ['JSON without a text', '/v1/documents', '{"name":"a.md"}', 'application/json', 400, 'invalid_input'],
    ['too much', '/v1/documents?name=a.txt', 'x'.repeat(12_000_000), 'text/plain', 413, 'payload_too_large'],
  ])('refuses %s in words', async (_, path, body, contentType, status, code) => {
    const response = await post(path, body, { 'content-type': contentType });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code });
  });

  test('reads nothing of a stranger’s', async () => {
    const response = await post('/v1/documents?name=a.md', '# a', {
      'content-type': 'text/markdown',
      authorization: 'Bearer nobody',
    });
    expect(response.status).toBe(401);
  });
});
