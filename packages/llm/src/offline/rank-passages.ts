import { stems } from './words.ts';

export interface RankedPassage {
  text: string;
  /** Place in the document, from 0. */
  index: number;
  score: number;
  /** Which share of the question's words it holds, 0 to 1. */
  coverage: number;
}

const k1 = 1.2;
const b = 0.75;

/** Passages by Okapi BM25 against a question, best first; those that share no word are left out. */
export function rankPassages(question: string, passages: readonly string[]): RankedPassage[] {
  const asked = [...new Set(stems(question))];
  const documents = passages.map((text) => stems(text));
  const average = documents.reduce((sum, words) => sum + words.length, 0) / Math.max(1, documents.length);
  const weight = new Map(
    asked.map((word) => {
      const holding = documents.filter((words) => words.includes(word)).length;
      return [word, Math.log(1 + (documents.length - holding + 0.5) / (holding + 0.5))];
    }),
  );
  return documents
    .map((words, index) => {
      let score = 0;
      let held = 0;
      for (const word of asked) {
        const count = words.filter((other) => other === word).length;
        if (count === 0) continue;
        held += 1;
        const length = 1 - b + (b * words.length) / Math.max(1, average);
        score += ((weight.get(word) ?? 0) * count * (k1 + 1)) / (count + k1 * length);
      }
      return {
        text: passages[index] ?? '',
        index,
        score,
        coverage: asked.length === 0 ? 0 : held / asked.length,
      };
    })
    .filter(({ score }) => score > 0)
    .sort((x, y) => y.score - x.score || x.index - y.index);
}

/** The sentences of a text that say most of what it is about, in their own order. */
export function keyPassages(passages: readonly string[], howMany: number): string[] {
  const counts = new Map<string, number>();
  for (const passage of passages) {
    for (const word of new Set(stems(passage))) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return passages
    .map((text, index) => {
      const words = [...new Set(stems(text))];
      const shared = words.reduce((sum, word) => sum + ((counts.get(word) ?? 1) - 1), 0);
      // The root keeps long sentences from winning by length alone; an opening sentence sets the subject.
      return { text, index, score: (shared + (index === 0 ? 1 : 0)) / Math.sqrt(words.length + 3) };
    })
    .sort((x, y) => y.score - x.score || x.index - y.index)
    .slice(0, howMany)
    .sort((x, y) => x.index - y.index)
    .map(({ text }) => text);
}
