import { expect, test } from 'vitest';
import { runsBehind, viewOfUrl } from './view-of-url.ts';

const agent = `agt_${'0'.repeat(26)}`;

test('an address says range and filters; what is no such thing is left out', () => {
  const view = viewOfUrl(new URLSearchParams({ range: '30d', agent, key: 'x', member: 'me' }), 'UTC');
  expect(view).toEqual({ zone: 'UTC', range: '30d', agent, compare: 'previous' });
  expect(viewOfUrl(new URLSearchParams('range=9d&compare=none'), 'UTC')).toEqual({
    zone: 'UTC',
    range: '7d',
  });
});

test('a range of one’s own takes the place of a named one, if it is one', () => {
  const [from, to] = ['2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z'];
  expect(viewOfUrl(new URLSearchParams({ from, to, compare: 'none' }), 'UTC')).toEqual({
    zone: 'UTC',
    from,
    to,
  });
  expect(viewOfUrl(new URLSearchParams({ from: to, to: from }), 'UTC')).toMatchObject({ range: '7d' });
});

test('the runs behind a point keep the filters', () => {
  const view = viewOfUrl(new URLSearchParams({ agent, model: 'a/b' }), 'UTC');
  const part = { from: '2026-01-01T00:00:00.000Z', to: '2026-01-02T00:00:00.000Z', status: 'failed' };
  const address = new URL(runsBehind(view, part), 'http://x.test');
  expect(Object.fromEntries(address.searchParams)).toEqual({ ...part, agent, model: 'a/b' });
});
