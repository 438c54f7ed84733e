import type { TestCase } from '@agent-factory/contracts';

/** Words in a row that nobody writes twice by chance. */
const phraseWords = 5;
/** A whole expectation this short is a phrase of its own where it has at least so many words, or a figure. */
const shortWords = 3;
const figure = /\p{N}.*\p{N}.*\p{N}/u;

/**
 * Phrases of tests that a patch brings into a spec: runs of five words of any case's input or expectations, and whole
 * short expectations, that the text has now and had not before. What an agent is told word for word of its tests says
 * nothing about tasks that are not among them. Pure; in the order of the cases, each once.
 */
export function copiedPhrases({
  before,
  after,
  cases,
}: {
  before: string;
  after: string;
  cases: readonly Pick<TestCase, 'input' | 'expect' | 'turns'>[];
}): string[] {
  const old = ` ${wordsOf(before).join(' ')} `;
  const now = ` ${wordsOf(after).join(' ')} `;
  const found = new Set<string>();
  for (const phrase of phrasesOf(cases)) {
    if (now.includes(` ${phrase} `) && !old.includes(` ${phrase} `)) found.add(phrase);
  }
  return [...found];
}

function* phrasesOf(cases: readonly Pick<TestCase, 'input' | 'expect' | 'turns'>[]): Generator<string> {
  for (const { input, expect, turns } of cases) {
    for (const text of [...textsIn(input), ...textsIn(turns)]) yield* runsOf(wordsOf(text));
    for (const text of textsIn(expect)) {
      const words = wordsOf(text);
      if (words.length >= phraseWords) yield* runsOf(words);
      else if (words.length >= shortWords || (words.length > 0 && figure.test(text))) yield words.join(' ');
    }
  }
}

function* runsOf(words: readonly string[]): Generator<string> {
  for (let place = 0; place + phraseWords <= words.length; place++) {
    yield words.slice(place, place + phraseWords).join(' ');
  }
}

/** Lower case, without accents, whatever stands between words: so that neither commas nor capitals hide a copy. */
function wordsOf(text: string): string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Every text and figure in a value; of an assertion also its `kind`, which is one word and no phrase. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(textsIn);
}
