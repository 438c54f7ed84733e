import { expect, test } from 'vitest';
import { queryOf } from './query-of.ts';

const talk = [
  { role: 'system', text: 'Be brief.' },
  { role: 'user', text: 'I am Ada.' },
  { role: 'assistant', text: 'Hello, Ada.' },
  { role: 'user', text: 'Who am I?' },
] as const;

test('the question comes with what was said before it, unless a thread remembers that', () => {
  expect(queryOf(talk, false)).toBe(
    'What was said before:\n\nNote: Be brief.\n\nUser: I am Ada.\n\nAssistant: Hello, Ada.\n\nThe question now:\n\nWho am I?',
  );
  expect(queryOf(talk, true)).toBe('Who am I?');
  expect(queryOf(talk.slice(3), false)).toBe('Who am I?');
});
