'use client';

import { UiLanguageProvider } from '@agent-factory/ui';
import { type ReactNode, useContext, useMemo } from 'react';
import { htmlLanguages } from './languages.ts';
import { translator } from './translator.ts';
import { uiWords } from './ui-words.ts';
import { WordsContext, type WordsState } from './words-context.ts';

/** Adds rooms to those that are known above; in another language nothing of above holds. */
export function WordsProvider({ language, rooms, children }: WordsState & { children: ReactNode }) {
  const above = useContext(WordsContext);
  const state = useMemo(
    () => ({ language, rooms: above.language === language ? { ...above.rooms, ...rooms } : rooms }),
    [above, language, rooms],
  );
  const own = rooms.ui;
  const components = useMemo(() => {
    if (own === undefined) return null;
    const say = translator<'ui'>(language, own);
    return { language: htmlLanguages[language], words: uiWords(say) };
  }, [language, own]);
  const below = <WordsContext value={state}>{children}</WordsContext>;
  return components === null ? below : <UiLanguageProvider value={components}>{below}</UiLanguageProvider>;
}
