import type { Language } from './languages.ts';

/** One message in all languages, in ICU MessageFormat; a language left out does not compile. */
export type Message = Readonly<Record<Language, string>>;
export type Messages = Readonly<Record<string, Message>>;

/** Keeps the English text as a type, from which the arguments of a message are read. */
export function messages<const M extends Messages>(room: M): M {
  return room;
}

/** The names between braces: `{count, plural, one {# run} other {# runs}}` asks for `count`. What a branch says carries `#` or a space. */
export type ArgumentsOf<Text extends string> = Text extends `${string}{${infer Inner}}${infer Rest}`
  ? NameOf<Inner> | ArgumentsOf<Rest>
  : never;

type NameOf<Inner extends string> = Inner extends `${infer Name},${string}` ? Plain<Name> : Plain<Inner>;

type Plain<Name extends string> = Name extends `${string} ${string}` | `${string}#${string}` ? never : Name;
