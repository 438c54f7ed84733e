import { distance } from 'fastest-levenshtein';
import { GraderError } from './outcome.ts';

const maxCharacters = 50_000;

/** 1 minus the edit distance (Levenshtein 1966) as a share of the longer text; two empty texts are alike. */
export function editSimilarity(a: string, b: string): number {
  if (a === b) return 1;
  const longer = Math.max(a.length, b.length);
  if (longer > maxCharacters) {
    throw new GraderError(
      `Texts of more than ${maxCharacters} characters are not compared letter by letter.`,
    );
  }
  return 1 - distance(a, b) / longer;
}
