import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineEnds } from './line-ends.ts';

const files = fc
  .array(fc.constantFrom('a', 'key: 1', '\n', '\r\n', '\r', 'é', '😀', ''), { maxLength: 30 })
  .chain((parts) => fc.constantFrom('', '\uFEFF').map((mark) => mark + parts.join('')));

test('a place of the shown text leads to its place in the file and back', () => {
  fc.assert(
    fc.property(files, (file) => {
      const { shown, toFile, toShown } = lineEnds(file);
      expect(shown).toBe(file.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n'));
      for (let offset = 0; offset <= shown.length; offset++) {
        expect(toShown(toFile(offset))).toBe(offset);
        const here = file.slice(toFile(offset), toFile(offset + 1));
        if (offset < shown.length) expect(here.replaceAll(/\r\n?/g, '\n')).toBe(shown[offset]);
      }
    }),
  );
});

test('what is typed gets the line ends of its neighbours', () => {
  const mixed = 'a: 1\r\nb: 2\nc: 3\n';
  expect(lineEnds(mixed).written('x\ny', 0)).toBe('x\r\ny');
  expect(lineEnds(mixed).written('\n', mixed.indexOf(': 2'))).toBe('\r\n');
  expect(lineEnds(mixed).written('\n', mixed.indexOf(': 3'))).toBe('\n');
  expect(lineEnds('a: 1').written('x\r\ny', 0)).toBe('x\ny');
});
