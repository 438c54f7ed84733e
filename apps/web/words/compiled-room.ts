import compile from 'icu-minify/compile';
import type { Language } from './languages.ts';
import { rooms } from './rooms.ts';
import type { Room, RoomMessages } from './translator.ts';

const compiled = new Map<string, RoomMessages>();

/** A room's messages in one language, parsed once a process: the browser gets them ready to say. */
export function compiledRoom(room: Room, language: Language): RoomMessages {
  const name = `${room} ${language}`;
  const known = compiled.get(name);
  if (known !== undefined) return known;
  const made = Object.fromEntries(
    Object.entries(rooms[room]).map(([key, message]) => [
      key,
      // Branches come without a prototype, and the server hands plain objects alone to the browser.
      structuredClone(compile(message[language])),
    ]),
  );
  compiled.set(name, made);
  return made;
}
