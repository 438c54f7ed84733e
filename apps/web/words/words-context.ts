'use client';

import { createContext, useContext, useMemo } from 'react';
import type { Language } from './languages.ts';
import { type Room, type RoomMessages, type Translator, translator } from './translator.ts';

export interface WordsState {
  language: Language;
  rooms: Partial<Record<Room, RoomMessages>>;
}

export const WordsContext = createContext<WordsState>({ language: 'en', rooms: {} });

/** The messages of a room that a server component above gave by `Words`. */
export function useWords<R extends Room>(room: R): Translator<R> {
  const { language, rooms } = useContext(WordsContext);
  const compiled = rooms[room];
  return useMemo(() => translator<R>(language, compiled), [language, compiled]);
}

export function useLanguage(): Language {
  return useContext(WordsContext).language;
}
