import { compiledRoom } from './compiled-room.ts';
import { pageLanguage } from './page-language.ts';
import { type Room, type Translator, translator } from './translator.ts';

/** As `useWords`, for server components, their metadata and server actions. */
export async function serverWords<R extends Room>(room: R): Promise<Translator<R>> {
  const language = await pageLanguage();
  return translator<R>(language, compiledRoom(room, language));
}
