import { RE2JS, RE2JSException } from 're2js';
import { remembered } from './remembered.ts';

export const maxPatternLength = 1_000;

/** Why a pattern cannot be used, in words for its author. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
}

export interface CompiledPattern {
  source: string;
  /** Whether the pattern occurs in the text. */
  test(text: string): boolean;
  /** All matches, left to right, as `[start, end)` in UTF-16 units. */
  ranges(text: string): { start: number; end: number }[];
  /** The text with every match replaced, literally, by `replacement`. */
  redact(text: string, replacement: string): string;
}

/**
 * RE2 semantics (https://github.com/google/re2/wiki/Syntax): time linear in the text, so no lookaround and
 * no back-references. Throws PatternError for what does not compile.
 */
export const compilePattern: (source: string) => CompiledPattern = remembered(make);

function make(source: string): CompiledPattern {
  if (source.length > maxPatternLength) {
    throw new PatternError(`a pattern may have ${maxPatternLength} characters, this has ${source.length}`);
  }
  const regex = compile(source);
  function ranges(text: string) {
    const found: { start: number; end: number }[] = [];
    const matcher = regex.matcher(text);
    while (matcher.find()) {
      if (matcher.end() > matcher.start()) found.push({ start: matcher.start(), end: matcher.end() });
    }
    return found;
  }
  return {
    source,
    test: (text) => regex.matcher(text).find(),
    ranges,
    redact: (text, replacement) => replaceRanges(text, ranges(text), () => replacement),
  };
}

/** Replaces stretches that are sorted and do not overlap. */
export function replaceRanges<R extends { start: number; end: number }>(
  text: string,
  ranges: readonly R[],
  by: (range: R) => string,
): string {
  let result = '';
  let at = 0;
  for (const range of ranges) {
    result += text.slice(at, range.start) + by(range);
    at = range.end;
  }
  return result + text.slice(at);
}

function compile(source: string): RE2JS {
  try {
    return RE2JS.compile(source);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw new PatternError('this pattern is too large');
    const reason = error.message.replace(/^error parsing regexp: /, '');
    throw new PatternError(reason);
  }
}
