import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editable, readEdited } from './read-edited.ts';

test('what is left as it is comes back as it was', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const asked = { about: 'tool', value } as const;
      expect(readEdited(editable(value), asked)).toEqual({
        ok: true,
        value: JSON.parse(JSON.stringify(value)),
      });
    }),
  );
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const asked = { about: 'invariant', value } as const;
      expect(readEdited(editable(value), asked)).toEqual({
        ok: true,
        value: JSON.parse(JSON.stringify(value)),
      });
    }),
  );
});

test('arguments of a tool are an object; what is no JSON is told with its place', () => {
  const asked = { about: 'tool', value: {} } as const;
  for (const text of ['[]', '"x"', '7', 'null']) {
    expect(readEdited(text, asked)).toEqual({
      ok: false,
      problem: 'Write an object: { "argument": "value" }.',
    });
  }
  expect(readEdited('{\n  "a": 1,\n  b\n}', asked)).toEqual({
    ok: false,
    problem: 'This is not JSON yet. Look at line 3, column 3.',
  });
  expect(readEdited('{ "a": ', asked)).toMatchObject({ ok: false });
});
