import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseLanguage } from './choose-language.ts';
import { directionOf, languages } from './languages.ts';

describe('chooseLanguage', () => {
  test.each([
    [undefined, null, 'en'],
    [undefined, 'de-AT,de;q=0.9,en;q=0.8', 'de'],
    [undefined, 'fr,es;q=0.5,pt;q=0.7', 'pt'],
    [undefined, 'zh-Hant-TW', 'zh'],
    [undefined, 'de;q=0, es;q=0.1', 'es'],
    [undefined, 'fr, it', 'en'],
    [undefined, 'en;q=0.5, de;q=0.5', 'en'],
    ['pt', 'de', 'pt'],
    ['xx', 'de', 'de'],
  ])('chosen %s, asked %s: %s', (chosen, header, language) => {
    expect(chooseLanguage(chosen, header)).toBe(language);
  });

  test('any header leads to a language we speak', () => {
    fc.assert(
      fc.property(fc.option(fc.string(), { nil: undefined }), fc.string(), (chosen, header) => {
        expect(languages).toContain(chooseLanguage(chosen, header));
      }),
    );
  });
});

test('ours run from left to right, Arabic and Hebrew do not', () => {
  expect(languages.map(directionOf)).toEqual(languages.map(() => 'ltr'));
  expect(['ar', 'he-IL'].map(directionOf)).toEqual(['rtl', 'rtl']);
});
