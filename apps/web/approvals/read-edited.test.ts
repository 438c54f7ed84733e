import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compiledRoom } from '../words/compiled-room.ts';
import { translator } from '../words/translator.ts';
import { editable, readEdited } from './read-edited.ts';

const say = translator<'approvals'>('en', compiledRoom('approvals', 'en'));

test('what is left as it is comes back as it was', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const asked = { about: 'tool', value } as const;
      expect(readEdited(editable(value), asked, say)).toEqual({
        ok: true,
        value: JSON.parse(JSON.stringify(value)),
      });
    }),
  );
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const asked = { about: 'invariant', value } as const;
      expect(readEdited(editable(value), asked, say)).toEqual({
        ok: true,
        value: JSON.parse(JSON.stringify(value)),
      });
    }),
  );
});

test('arguments of a tool are an object; what is no JSON is told with its place', () => {
  const asked = { about: 'tool', value: {} } as const;
  for (const text of ['[]', '"x"', '7', 'null']) {
    expect(readEdited(text, asked, say)).toEqual({
      ok: false,
      problem: 'Write an object: { "argument": "value" }.',
    });
  }
  expect(readEdited('{\n  "a": 1,\n  b\n}', asked, say)).toEqual({
    ok: false,
    problem: 'This is not JSON yet. Look at line 3, column 3.',
  });
  expect(readEdited('{ "a": ', asked, say)).toMatchObject({ ok: false });
});
