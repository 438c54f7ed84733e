import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allowedRedirect } from './allowed-redirect.ts';

const rules = { siteUrl: 'https://app.test', redirectUrls: ['https://other.test:8443/in'] };

test('whatever is asked for, the browser stays on an allowed origin', () => {
  const anything = fc.oneof(
    fc.string(),
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    fc.string().map((text) => `https://app.test${text}`),
    fc.string().map((text) => `https://other.test:8443/in${text}`),
  );
  fc.assert(
    fc.property(anything, (wanted) => {
      const { href, origin, pathname, username } = allowedRedirect(wanted, rules);
      expect(['https://app.test', 'https://other.test:8443']).toContain(origin);
      if (origin !== 'https://app.test') expect(pathname === '/in' || pathname.startsWith('/in/')).toBe(true);
      expect(username).toBe('');
      // What a browser would make of the Location header is the same place.
      expect(new URL(href).origin).toBe(origin);
    }),
    { numRuns: 200 },
  );
});

test('a page below an allowed URL is kept whole', () => {
  expect(allowedRedirect('https://other.test:8443/in/a?b=c#d', rules).href).toBe(
    'https://other.test:8443/in/a?b=c#d',
  );
  expect(allowedRedirect(undefined, rules).href).toBe('https://app.test/');
});
