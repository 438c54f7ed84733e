import format, { type CompiledMessage, type FormatValues } from 'icu-minify/format';
import type { ReactNode } from 'react';
import type { ArgumentsOf } from './message.ts';
import type { rooms } from './rooms.ts';

type Rooms = typeof rooms;
export type Room = keyof Rooms;
/** The messages of a room in one language, compiled where they came from; by their keys. */
export type RoomMessages = Readonly<Record<string, CompiledMessage>>;
export type Key<R extends Room> = keyof Rooms[R] & string;

type English<R extends Room, K extends Key<R>> = Rooms[R][K] extends { en: infer Text extends string }
  ? Text
  : never;
/** The keys of messages that ask for nothing: what a table of names may hold. */
export type PlainKey<R extends Room> = {
  [K in Key<R>]: [ArgumentsOf<English<R, K>>] extends [never] ? K : never;
}[Key<R>];

type Values<R extends Room, K extends Key<R>> = [ArgumentsOf<English<R, K>>] extends [never]
  ? []
  : [values: Record<ArgumentsOf<English<R, K>>, string | number>];

export interface Translator<R extends Room> {
  /** A message in the page's language. */
  <K extends Key<R>>(key: K, ...values: Values<R, K>): string;
  /** A message with parts that are more than text: `<link>…</link>` is given to the function `link`. */
  rich: <K extends Key<R>>(
    key: K,
    values: Record<ArgumentsOf<English<R, K>>, string | number> &
      Record<string, string | number | ((inner: ReactNode) => ReactNode)>,
  ) => ReactNode;
}

const keep = new Map<string, unknown>();

/** Intl's formatters are dear to make: one for each language and set of options. */
function kept<T>(kind: string, make: () => T, ...key: unknown[]): T {
  const name = `${kind} ${JSON.stringify(key)}`;
  if (!keep.has(name)) keep.set(name, make());
  // What stands under the name was made by `make` of the same kind.
  return keep.get(name) as T;
}

const formatters = {
  getDateTimeFormat: (...of: ConstructorParameters<typeof Intl.DateTimeFormat>) =>
    kept('date', () => new Intl.DateTimeFormat(...of), of),
  getNumberFormat: (...of: ConstructorParameters<typeof Intl.NumberFormat>) =>
    kept('number', () => new Intl.NumberFormat(...of), of),
  getPluralRules: (...of: ConstructorParameters<typeof Intl.PluralRules>) =>
    kept('plural', () => new Intl.PluralRules(...of), of),
};

/** Says a room's messages. A message that is not there shows its key: the page stays usable, the mistake is seen. */
export function translator<R extends Room>(
  language: string,
  compiled: RoomMessages | undefined,
): Translator<R> {
  const say = (key: string, values?: FormatValues<ReactNode>): ReactNode => {
    const message = compiled?.[key];
    return message === undefined
      ? key
      : format<ReactNode>(message, language, values, { formatters, timeZone: 'UTC' });
  };
  // Without functions among the values `format` answers with text alone.
  const text = (key: string, values?: Record<string, string | number>) => say(key, values) as string;
  const rich = (
    key: string,
    values: Record<string, string | number | ((inner: ReactNode) => ReactNode)>,
  ): ReactNode => say(key, values as FormatValues<ReactNode>);
  return Object.assign(text, { rich }) as Translator<R>;
}
