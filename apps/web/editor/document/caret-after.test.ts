import fc from 'fast-check';
import { expect, test } from 'vitest';
import { caretAfter } from './caret-after.ts';

const insert = (offset: number, text: string) => ({ offset, length: 0, insert: text });

test('a caret at the end of a line stays there while another begins the next', () => {
  expect(caretAfter(5, [insert(5, '\n# tab:')])).toBe(5);
});

test('what is written before a caret moves it, what is written after it does not', () => {
  expect(caretAfter(5, [insert(2, 'abc')])).toBe(8);
  expect(caretAfter(5, [insert(6, 'abc')])).toBe(5);
});

test('a caret within what is taken away stands where that began', () => {
  expect(caretAfter(5, [{ offset: 3, length: 4, insert: 'x' }])).toBe(3);
  expect(caretAfter(5, [insert(0, 'ab'), { offset: 3, length: 2, insert: '' }])).toBe(5);
});

test('the text on the left of a caret is what it was, but for what others did in it', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1 }),
      fc.array(fc.tuple(fc.nat(), fc.nat(3), fc.string({ maxLength: 4 })), { maxLength: 4 }),
      fc.nat(),
      (text, wanted, at) => {
        const caret = at % (text.length + 1);
        let free = 0;
        const edits = wanted
          .map(([offset, length, inserted]) => ({
            offset: offset % (text.length + 1),
            length,
            insert: inserted,
          }))
          .sort((a, b) => a.offset - b.offset)
          .filter(({ offset, length }) => {
            const fits = offset >= free && offset + length <= text.length;
            if (fits) free = offset + length + 1;
            return fits;
          });
        const upTo = (end: number) => {
          let [written, from] = ['', 0];
          for (const edit of edits) {
            if (edit.offset > end || (edit.offset === end && edit.length === 0)) break;
            written += text.slice(from, edit.offset);
            if (edit.offset + edit.length > end) return written;
            written += edit.insert;
            from = edit.offset + edit.length;
          }
          return written + text.slice(from, end);
        };
        expect(caretAfter(caret, edits)).toBe(upTo(caret).length);
      },
    ),
  );
});
