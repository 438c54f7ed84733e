import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noteVisitorAddresses, visitorAddress, webHopHeaders } from './visitor-address.ts';

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

test('the API is told in the form that it reads: its own test has this example too', () => {
  const secret = 'a secret that two servers share, 32+';
  const told = {
    'x-web-client': '203.0.113.7 1764547200000 _jJtvTW2PMcV-zZNAA91fq-wjoJdz3Tn_QMBkSfWId4',
  };
  expect(webHopHeaders('203.0.113.7', secret, 1_764_547_200_000)).toEqual(told);
  expect(webHopHeaders('::ffff:203.0.113.7', secret, 1_764_547_200_000)).toEqual(told);
  expect(webHopHeaders('203.0.113.7', null)).toEqual({});
  expect(webHopHeaders(null, secret)).toEqual({});
});
