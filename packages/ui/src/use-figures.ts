'use client';

import { useMemo } from 'react';
import { formatDuration } from './format-duration.ts';
import { formatMoney } from './format-money.ts';
import { useUiLanguage } from './ui-words.ts';

/** Figures, money and moments as the reader's language writes them. */
export interface Figures {
  /** In US dollars. */
  money: (usd: number) => string;
  number: (value: number, options?: Intl.NumberFormatOptions) => string;
  duration: (seconds: number) => string;
  moment: (at: string | Date, options?: Intl.DateTimeFormatOptions) => string;
  /** Names one after the other: `a, b and c`. */
  list: (items: readonly string[]) => string;
}

const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.ListFormat>();

/** Intl's formatters are dear to make: one for each language and set of options. */
function kept<T extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.ListFormat>(
  kind: string,
  language: string,
  options: object,
  make: () => T,
): T {
  const key = `${kind} ${language} ${JSON.stringify(options)}`;
  if (!made.has(key)) made.set(key, make());
  // What stands under the key was made by `make` of the same kind.
  return made.get(key) as T;
}

const dayAndMinute: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short' };

export function figuresIn(language: string): Figures {
  // Day before month, as the pages always said it in English.
  const dates = language === 'en' ? 'en-GB' : language;
  return {
    money: (usd) => formatMoney(usd, language),
    duration: (seconds) => formatDuration(seconds, language),
    number: (value, options = {}) =>
      kept('number', language, options, () => new Intl.NumberFormat(language, options)).format(value),
    moment: (at, options = dayAndMinute) =>
      kept('date', dates, options, () => new Intl.DateTimeFormat(dates, options)).format(new Date(at)),
    list: (items) => kept('list', dates, {}, () => new Intl.ListFormat(dates)).format(items),
  };
}

export function useFigures(): Figures {
  const { language } = useUiLanguage();
  return useMemo(() => figuresIn(language), [language]);
}
