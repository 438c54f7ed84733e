'use client';

import { useLanguage, useWords } from '../words/words-context.ts';
import { apiFailure } from './api-failure.ts';

/**
 * What a failed call says in a notice. The API speaks English: readers of other languages are told what its code comes
 * to, and its own words behind that.
 */
export function useTellFailure(): (error: unknown) => string {
  const say = useWords('errors');
  const language = useLanguage();
  return (error) => {
    const { code, message } = apiFailure(error);
    return language === 'en' ? message : `${say(code)} (${message})`;
  };
}
