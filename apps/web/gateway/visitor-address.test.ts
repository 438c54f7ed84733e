import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noteVisitorAddresses, visitorAddress } from './visitor-address.ts';

const server = createServer((request, response) => {
  const { headers } = request as IncomingMessage;
  const given = Object.entries(headers).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  response.end(String(visitorAddress(new Headers(given))));
});
let url = '';
beforeAll(async () => {
  expect(visitorAddress(new Headers({ 'x-visitor-': '203.0.113.7' }))).toBeNull();
  noteVisitorAddresses(false);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

test('it is who is at the other end, whatever a visitor claims', async () => {
  for (const headers of [
    {},
    { 'x-forwarded-for': '203.0.113.7' },
    { 'x-visitor-': '203.0.113.7', 'x-visitor-000000000000000000000000': '203.0.113.7' },
  ]) {
    expect(await (await fetch(url, { headers })).text()).toBe('127.0.0.1');
  }
});
