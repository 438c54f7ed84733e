import { franc } from 'franc-min';

/** Languages that Postgres stems, by ISO 639-3. */
const configurations: Readonly<Record<string, string>> = {
  arb: 'arabic',
  dan: 'danish',
  deu: 'german',
  ell: 'greek',
  eng: 'english',
  fin: 'finnish',
  fra: 'french',
  hin: 'hindi',
  hun: 'hungarian',
  ind: 'indonesian',
  ita: 'italian',
  nld: 'dutch',
  nob: 'norwegian',
  por: 'portuguese',
  ron: 'romanian',
  rus: 'russian',
  spa: 'spanish',
  srp: 'serbian',
  swe: 'swedish',
  tam: 'tamil',
  tur: 'turkish',
};
const sampleCharacters = 8_000;
/** Shorter texts are guessed wrong too often. */
const leastCharacters = 40;

/** Postgres's text search configuration for a text; `simple` (words as they are) where its language is not known. */
export function detectLanguage(text: string): string {
  // From the middle: title pages and imprints are in many languages.
  const from = Math.max(0, Math.floor((text.length - sampleCharacters) / 2));
  const sample = text.slice(from, from + sampleCharacters);
  const language = franc(sample, { minLength: leastCharacters, only: Object.keys(configurations) });
  return configurations[language] ?? 'simple';
}
