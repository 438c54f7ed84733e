import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toJsonbText } from './json.ts';

test('what jsonb can hold is sent as it is', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      fc.pre(!/\\u0000|\\ud[89a-f]/i.test(text));
      expect(toJsonbText(value)).toBe(text);
    }),
  );
});

test('whatever the value, the text holds no NUL and no lone surrogate', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const escapes = toJsonbText(value).replaceAll('\\\\', '');
      expect(escapes).not.toMatch(/\\u0000|\\ud[89a-f]/i);
    }),
  );
});

test.each([
  ['a\0b', '"a�b"'],
  ['\ud800', '"�"'],
  [{ '\0': ['\udfff'] }, '{"�":["�"]}'],
  ['\\u0000', '"\\\\u0000"'],
  [undefined, 'null'],
  ['😀', '"😀"'],
])('%j', (value, text) => {
  expect(toJsonbText(value)).toBe(text);
});
