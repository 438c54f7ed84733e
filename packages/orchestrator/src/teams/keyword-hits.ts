import type { JsonValue } from '@agent-factory/spec';

/** What a person wrote in an input: its texts, without keys and numbers. */
export function wordsOf(input: JsonValue): string {
  if (typeof input === 'string') return input;
  if (input === null || typeof input !== 'object') return '';
  const parts: readonly JsonValue[] = Array.isArray(input) ? input : Object.values(input);
  return parts.map(wordsOf).join('\n');
}

/** The keywords that occur in a text as whole words, whatever their case, in the order of the list. */
export function keywordHits(text: string, keywords: readonly string[]): string[] {
  const normal = text.normalize('NFKC');
  return keywords.filter((keyword) => patternOf(keyword)?.test(normal) ?? false);
}

const letter = String.raw`[\p{L}\p{M}\p{N}_]`;
/** Scripts that put no space between words: there a keyword is found wherever it stands. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const wordSign = new RegExp(letter, 'u');

/** The text of a keyword is taken literally; white space in it stands for any. */
function patternOf(keyword: string): RegExp | null {
  const signs = [...keyword.normalize('NFKC').trim()];
  const first = signs[0];
  const last = signs.at(-1);
  if (first === undefined || last === undefined) return null;
  const literal = signs
    .join('')
    .split(/\s+/u)
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`))
    .join(String.raw`\s+`);
  const bounded = (sign: string) => wordSign.test(sign) && !unspaced.test(sign);
  const before = bounded(first) ? `(?<!${letter})` : '';
  const after = bounded(last) ? `(?!${letter})` : '';
  return new RegExp(before + literal + after, 'iu');
}
