import type { LivePresence } from '@agent-factory/contracts';
import { expect, test } from 'vitest';
import { initialsOf, onePerPerson, toneOf } from './people-colors.ts';

test.each([
  ['Ana Lima', 'AL'],
  ['bo', 'BO'],
  ['cy@example.test', 'CE'],
  ['李 明', '李明'],
  ['', ''],
])('%j is %j', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

const presence = (id: string, connection: string, path: string[] | null): LivePresence => ({
  connection,
  person: { id, name: id },
  may: 'edit',
  place: path === null ? null : { view: 'form', anchor: null, head: null, path },
});

test('a person with two tabs is one, where they are in either', () => {
  const people = [presence('a', '1', null), presence('a', '2', ['tools']), presence('b', '3', null)];
  expect(onePerPerson(people).map(({ connection }) => connection)).toEqual(['2', '3']);
});

test('a person has one colour', () => {
  expect(toneOf(presence('a', '1', null))).toBe(toneOf(presence('a', '2', null)));
});
