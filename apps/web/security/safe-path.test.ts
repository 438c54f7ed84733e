import { describe, expect, test } from 'vitest';
import { safePath } from './safe-path.ts';

describe('safePath keeps to this app', () => {
  test.each([
    ['/runs?status=failed#top', '/runs?status=failed#top'],
    ['/agents/agt_1', '/agents/agt_1'],
  ])('%s is kept', (value, path) => {
    expect(safePath(value)).toBe(path);
  });

  test('a whole address of this app becomes its path', () => {
    expect(safePath('https://app.test/runs?a=1', { origin: 'https://app.test' })).toBe('/runs?a=1');
  });

  test.each([
    null,
    '',
    '//evil.test',
    '/\\evil.test',
    '\\\\evil.test',
    'https://evil.test/agents',
    'https://app.test.evil.test/',
    'https://app.test@evil.test/',
    'javascript:alert(1)',
    'data:text/html,hi',
    '/\t/evil.test',
    '/api/trpc/me.get',
    '/auth/confirm?token_hash=x',
  ])('%j leads to the agents', (value) => {
    expect(safePath(value, { origin: 'https://app.test' })).toBe('/agents');
  });
});
