'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent } from 'react';
import { writePreference } from '../frame/write-preference.ts';
import { type Language, languageCookie } from './languages.ts';
import { useLanguage } from './words-context.ts';

/**
 * Brings the language of the person's profile into a browser that has another, or none, in its cookie: it was chosen
 * elsewhere. What is being typed stays.
 */
export function useKeptLanguage(kept: Language | null): void {
  const router = useRouter();
  const shown = useLanguage();
  // Only news of the profile count: a choice made here is on its way there.
  const onNews = useEffectEvent((language: Language | null) => {
    if (language === null || language === shown) return;
    writePreference(languageCookie, language);
    router.refresh();
  });
  useEffect(() => onNews(kept), [kept]);
}
