import type { JsonValue } from '../json-schema.ts';
import type { CompiledCheck } from './compile-check.ts';
import { type Crossing, mapTexts } from './crossing.ts';

/** What a rule says of one crossing. `error`: it could not tell, which counts as broken. */
export interface RuleVerdict {
  verdict: 'passed' | 'violated' | 'error';
  /** Why, in words that may reach people and models; null when it holds. */
  detail: string | null;
}

/** Holds a rule against what crosses. For a check that a model judges the answer is `error`. */
export function holdAgainst(check: CompiledCheck, crossing: Crossing): RuleVerdict {
  try {
    const detail = check.violation(crossing);
    return { verdict: detail === null ? 'passed' : 'violated', detail };
  } catch (error) {
    return { verdict: 'error', detail: error instanceof Error ? error.message : 'The check failed.' };
  }
}

/** The value without what broke the rule `id`; null when that cannot be cut out of it. */
export function redactCrossing(check: CompiledCheck, crossing: Crossing, id: string): JsonValue | null {
  const { redact: cut } = check;
  if (cut === undefined) return null;
  // Judged with a neutral mark: the rule "no-bombs" must not trip over its own name.
  const neutral = mapTexts(crossing.value, (text) => cut(text, '\uFFFD'));
  if (holdAgainst(check, { ...crossing, value: neutral }).verdict !== 'passed') return null;
  return mapTexts(crossing.value, (text) => cut(text, `[redacted:${id}]`));
}
