import { describe, expect, test } from 'vitest';
import { isOwnRequest } from './is-own-request.ts';

function request(method: string, headers: Record<string, string>): Request {
  return new Request('http://internal:3000/api/trpc/runs.start', {
    method,
    headers: { host: 'app.test', ...headers },
  });
}

describe('Q15: only our own pages may call the gateway', () => {
  test.each([
    ['POST', { 'sec-fetch-site': 'same-origin', origin: 'https://app.test' }],
    ['POST', { origin: 'https://app.test' }],
    ['GET', { 'sec-fetch-site': 'same-origin' }],
    ['GET', { 'sec-fetch-site': 'none' }],
    ['GET', {}],
  ])('%s with %j is ours', (method, headers) => {
    expect(isOwnRequest(request(method, headers), 'https://app.test')).toBe(true);
  });

  test.each([
    ['POST', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.test' }],
    ['POST', { 'sec-fetch-site': 'same-site', origin: 'https://blog.app.test' }],
    ['POST', { origin: 'https://evil.test' }],
    ['POST', { origin: 'null' }],
    ['POST', { origin: 'http://app.test' }],
    ['POST', { origin: 'https://app.test.evil.test' }],
    ['POST', {}],
    ['GET', { 'sec-fetch-site': 'cross-site' }],
    ['GET', { 'sec-fetch-site': 'same-site' }],
  ])('%s with %j is refused', (method, headers) => {
    expect(isOwnRequest(request(method, headers), 'https://app.test')).toBe(false);
  });

  test('without a public address the host that was asked for counts', () => {
    expect(isOwnRequest(request('POST', { origin: 'http://app.test' }), null)).toBe(true);
    expect(isOwnRequest(request('POST', { origin: 'http://localhost:3000' }), null)).toBe(false);
  });
});
