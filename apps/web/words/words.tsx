import type { ReactNode } from 'react';
import { compiledRoom } from './compiled-room.ts';
import { pageLanguage } from './page-language.ts';
import type { Room } from './translator.ts';
import { WordsProvider } from './words-provider.tsx';

/**
 * Gives what stands below the messages of some rooms, in the page's language alone. They travel with the page's own
 * data, so that no script grows by a language.
 */
export async function Words({ of, children }: { of: readonly Room[]; children: ReactNode }) {
  const language = await pageLanguage();
  return (
    <WordsProvider
      language={language}
      rooms={Object.fromEntries(of.map((room) => [room, compiledRoom(room, language)]))}
    >
      {children}
    </WordsProvider>
  );
}
