import { expect, test } from 'vitest';
import { changesOf } from './changes-of.ts';

test('fields of both sides, each once, and which of them stayed', () => {
  expect(changesOf({ name: 'a', events: ['x'], gone: 1 }, { name: 'a', events: [], on: true })).toEqual([
    { field: 'name', before: 'a', after: 'a', same: true },
    { field: 'events', before: 'x', after: 'none', same: false },
    { field: 'gone', before: '1', after: null, same: false },
    { field: 'on', before: null, after: 'yes', same: false },
  ]);
});

test('what was made or removed has one side alone', () => {
  expect(changesOf(null, { name: 'a' })).toEqual([{ field: 'name', before: null, after: 'a', same: false }]);
  expect(changesOf(null, null)).toEqual([]);
});
