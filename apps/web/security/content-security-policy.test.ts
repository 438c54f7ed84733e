import { expect, test } from 'vitest';
import { contentSecurityPolicy } from './content-security-policy.ts';

test('Q15: scripts run by nonce alone, and no page frames ours', () => {
  const policy = contentSecurityPolicy('n0nce', { development: false, apiUrl: 'https://api.example.test/x' });
  const directives = new Map(policy.split('; ').map((part) => [part.slice(0, part.indexOf(' ')), part]));
  expect(directives.get('script-src')).toBe("script-src 'self' 'nonce-n0nce' 'strict-dynamic'");
  expect(directives.get('frame-ancestors')).toBe("frame-ancestors 'none'");
  expect(directives.get('object-src')).toBe("object-src 'none'");
  expect(directives.get('base-uri')).toBe("base-uri 'none'");
  expect(policy.match(/'unsafe-[a-z]+'/g)).toEqual(["'unsafe-inline'"]);
  expect(directives.get('connect-src')).toBe("connect-src 'self' wss://api.example.test");
  expect(directives.get('style-src')).toContain("'unsafe-inline'");
});
