import type { PageLanguage } from '@agent-factory/contracts';

/** As the contracts list them, whose schemas would weigh on every page; English first, from which the others are translated. */
export const languages = ['en', 'de', 'es', 'pt', 'zh'] as const satisfies readonly PageLanguage[];
export type Language = (typeof languages)[number];

/** Each in its own words, so that who lost the way in a foreign language finds home. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  pt: 'Português',
  zh: '中文',
};

/** Remembers the language that somebody chose in this browser. */
export const languageCookie = 'language';

/** What `<html lang>` says: the kind of Chinese and Portuguese decides letters, hyphens and voices. */
export const htmlLanguages: Readonly<Record<Language, string>> = {
  en: 'en',
  de: 'de',
  es: 'es',
  pt: 'pt-BR',
  zh: 'zh-Hans',
};

/** Scripts that run from right to left (Unicode CLDR); none of ours does yet, the pages stand ready for one. */
const rightToLeft = new Set(['ar', 'dv', 'fa', 'he', 'ku', 'ps', 'sd', 'ug', 'ur', 'yi']);

export function directionOf(language: string): 'ltr' | 'rtl' {
  return rightToLeft.has(language.split('-')[0] ?? '') ? 'rtl' : 'ltr';
}
