'use client';

import { useRouter } from 'next/navigation';
import { writePreference } from '../frame/write-preference.ts';
import { type Language, languageCookie } from './languages.ts';

/** Chooses the pages' language. The server draws the page again around what is being written: nothing of it is lost. */
export function useChooseLanguage(): (language: Language) => void {
  const router = useRouter();
  return (language) => {
    writePreference(languageCookie, language);
    router.refresh();
  };
}
