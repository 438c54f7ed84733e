import type { PlainKey, Translator } from '../words/translator.ts';

/** What is wrong with a field. The schemas in forms.ts, which alone fill in the message, write a key of the doors' words. */
export function sayProblem(
  say: Translator<'auth'>,
  problem: { message?: string | undefined } | undefined,
): string | undefined {
  return problem?.message === undefined ? undefined : say(problem.message as PlainKey<'auth'>);
}
