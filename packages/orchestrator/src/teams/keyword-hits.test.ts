import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keywordHits, wordsOf } from './keyword-hits.ts';

describe('keywordHits', () => {
  it.each([
    ['I want a REFUND, please.', ['refund', 'invoice'], ['refund']],
    ['The refunds were late', ['refund'], []],
    ['prefund', ['refund'], []],
    ['Wo ist meine RÜCKZAHLUNG?', ['rückzahlung'], ['rückzahlung']],
    ['Müller zahlt', ['ller'], []],
    ['Είναι ΤΙΜΟΛΌΓΙΟ εδώ', ['τιμολόγιο'], ['τιμολόγιο']],
    ['请把发票寄给我', ['发票'], ['发票']],
    ['my credit\n card was charged', ['credit card'], ['credit card']],
    ['is C++ supported?', ['c++'], ['c++']],
    ['error_code 5', ['error'], []],
    ['(refund)', ['refund'], ['refund']],
    ['x', ['', '  '], []],
    ['a.c', ['a.c'], ['a.c']],
    ['abc', ['a.c'], []],
  ])('%j holds of %j: %j', (text, keywords, hits) => {
    expect(keywordHits(text, keywords)).toEqual(hits);
  });

  it('finds any keyword that stands between spaces, and takes none as a pattern', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), (keyword) => {
        fc.pre(keyword.trim() !== '');
        expect(keywordHits(`so ${keyword} it is`, [keyword])).toEqual([keyword]);
      }),
    );
  });

  it('takes linear time over a long text', () => {
    expect(keywordHits('a'.repeat(200_000), ['a a', 'aaaa b'])).toEqual([]);
  });
});

it('wordsOf reads what was written, not how it was packed', () => {
  expect(wordsOf({ query: 'a refund', tags: ['urgent', { note: 'today' }], count: 3, none: null })).toBe(
    'a refund\nurgent\ntoday\n\n',
  );
});
