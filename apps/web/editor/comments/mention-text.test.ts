import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mentionables, nameBefore, piecesOf, withIds, withLabels } from './mention-text.ts';

const [ana, anaLima, bo, otherBo] = [1, 2, 3, 4].map((n) => `00000000-0000-4000-8000-00000000000${n}`);
const people = mentionables([
  { user_id: ana ?? '', name: 'Ana', email: 'ana@example.test' },
  { user_id: anaLima ?? '', name: 'Ana Lima', email: 'lima@example.test' },
  { user_id: bo ?? '', name: 'Bo', email: 'bo@example.test' },
  { user_id: otherBo ?? '', name: 'Bo', email: 'bo@other.test' },
]);

test('the longest name that is there is meant, and those of one name are told apart', () => {
  expect(withIds('@Ana Lima and @Ana, see a@b', people)).toBe(`<@${anaLima}> and <@${ana}>, see a@b`);
  expect(withIds('@Bo (bo@other.test): why?', people)).toBe(`<@${otherBo}>: why?`);
});

test('what is sent reads back as it was typed', () => {
  const word = fc.constantFrom(...people.map(({ label }) => `@${label}`), 'why', '@', 'é', '\n', ' ');
  fc.assert(
    fc.property(fc.array(word), (words) => {
      const typed = words.join('|');
      expect(withLabels(withIds(typed, people), people)).toBe(typed);
    }),
  );
});

test('a comment comes in pieces', () => {
  expect(piecesOf(`Look, <@${bo}>!`)).toEqual([{ words: 'Look, ' }, { person: bo }, { words: '!' }]);
});

test('a name is typed behind an @ that begins a word', () => {
  expect(nameBefore('Ask @An', 7)).toEqual({ from: 4, typed: 'An' });
  expect(nameBefore('mail@An', 7)).toBeNull();
  expect(nameBefore('nothing', 4)).toBeNull();
});
