import compile from 'icu-minify/compile';
import { expect, test } from 'vitest';
import { compiledRoom } from './compiled-room.ts';
import { translator } from './translator.ts';

test('says a message with its arguments in the language', () => {
  const say = translator<'frame'>('de', compiledRoom('frame', 'de'));
  expect(say('account', { name: 'Ada' })).toBe('Konto: Ada');
});

test('branches can be handed to the browser: every object is a plain one', () => {
  const plain = (value: unknown): boolean =>
    typeof value !== 'object' ||
    value === null ||
    ((Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype) &&
      Object.values(value).every(plain));
  for (const room of ['frame', 'people', 'run'] as const) {
    expect(plain(compiledRoom(room, 'de'))).toBe(true);
  }
});

test('gives marked parts to their functions', () => {
  const say = translator<'auth'>('es', compiledRoom('auth', 'es'));
  expect(say.rich('signInNew', { link: (inner) => `[${[inner].flat().join('')}]` })).toBe(
    '¿Primera vez aquí? [Crea una cuenta]',
  );
});

test('shows the key of a message that is not there', () => {
  expect(translator<'frame'>('en', undefined)('runs')).toBe('runs');
});

test('counts in the plural of the language', () => {
  const text = '{count, plural, one {# Lauf} other {# Läufe}}';
  const say = translator<'runs'>('de', { title: compile(text) });
  // The room's own message asks for nothing; what is compiled here does.
  const told = (count: number) => say.rich('title', { count });
  expect([told(1), told(1204)].map((one) => [one].flat().join(''))).toEqual(['1 Lauf', '1.204 Läufe']);
});
