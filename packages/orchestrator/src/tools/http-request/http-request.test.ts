import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEgressClient } from '../../egress/egress-client.ts';
import { VendorServer } from '../testing/vendor-server.ts';

let server: VendorServer;
beforeAll(async () => {
  server = await VendorServer.start();
});
afterAll(() => server.close());

const call = (input: Record<string, unknown>) =>
  server.tools('')('http_request', { method: 'POST', url: `${server.origin}/orders`, ...input });

describe('http_request', () => {
  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('sends %s with headers and JSON', async (method) => {
    server.answer({ status: 201, body: { id: 5 } });
    expect(await call({ method, headers: { 'X-Team': 'tea' }, json: { cups: 2 } })).toMatchObject({
      outcome: 'ok',
      value: { status: 201, json: { id: 5 } },
    });
    const [request] = server.requests;
    expect(request).toMatchObject({
      method,
      body: '{"cups":2}',
      headers: { 'x-team': 'tea', 'content-type': 'application/json' },
    });
  });

  it('names the call by a key that is the same in each attempt, and says nothing about the run', async () => {
    server.answer({ body: {} });
    await call({});
    await call({ text: 'x' });
    const keys = server.requests.map(({ headers }) => headers['idempotency-key']);
    expect(keys[0]).toMatch(/^[0-9a-f]{40}$/);
    expect(keys[1]).toBe(keys[0]);
  });

  it('keeps what the other side says of a refusal, so that the model can do better', async () => {
    server.answer({ status: 422, body: { error: 'cups: must be positive' } });
    expect(await call({ json: { cups: -1 } })).toMatchObject({
      outcome: 'error',
      value: { error: expect.stringContaining('answered 422'), json: { error: 'cups: must be positive' } },
    });
  });

  it.each([
    [{ headers: { Host: 'evil' } }, 'cannot be set'],
    [{ headers: { 'Transfer-Encoding': 'chunked' } }, 'cannot be set'],
    [{ headers: { 'Content-Length': '0' } }, 'cannot be set'],
    [{ headers: { 'Proxy-Authorization': 'x' } }, 'cannot be set'],
    [{ headers: { 'a b': 'x' } }, 'not the name of a header'],
    [{ headers: { a: 'x\r\nb: y' } }, 'a character that a header cannot have'],
    [{ json: {}, text: '' }, 'one body'],
    [{ method: 'GET', json: {} }, 'has no body'],
    [{ method: 'TRACE' }, 'do not fit its schema'],
    [{ method: 'CONNECT' }, 'do not fit its schema'],
  ])('refuses %j without a packet', async (input, words) => {
    server.answer({ body: {} });
    expect(await call(input)).toMatchObject({
      outcome: 'error',
      value: { error: expect.stringContaining(words) },
    });
    expect(server.requests).toEqual([]);
  });

  it('takes a method, headers and a body to no private address (Q11)', async () => {
    const strict = createEgressClient();
    for (const url of ['http://169.254.169.254/latest/api/token', 'http://localhost/', 'http://0x7f.1/']) {
      const tools = server.tools('', { egress: strict });
      expect(await tools('http_request', { method: 'PUT', url, headers: { a: 'b' } })).toMatchObject({
        outcome: 'error',
        value: { error: expect.stringContaining('not on the public internet') },
      });
    }
    await strict.close();
  });

  it('reads no more than a model can use', async () => {
    server.answer({ headers: { 'content-type': 'text/plain' }, body: 'x'.repeat(3_000_000) });
    expect(await call({})).toMatchObject({
      outcome: 'ok',
      value: { truncated: true, text: 'x'.repeat(20_000) },
    });
  });
});
