import { excerpt, found, type Outcome, type Scene } from './outcome.ts';

interface Contains {
  texts: readonly string[];
  of: 'any' | 'all';
  ignore_case: boolean;
}

/** Whether any or all of the texts occur in the answer. Cases are folded by Unicode's simple rules, and forms made one (NFC). */
export function contains({ texts, of, ignore_case }: Contains, { observation }: Scene): Outcome {
  const fold = (text: string) => (ignore_case ? text.normalize('NFC').toLowerCase() : text.normalize('NFC'));
  const answer = fold(observation.text);
  const there = texts.filter((text) => answer.includes(fold(text)));
  const missing = texts.filter((text) => !there.includes(text));
  const holds = of === 'all' ? missing.length === 0 : there.length > 0;
  const list = (all: readonly string[]) => all.map((text) => `“${excerpt(text, 80)}”`).join(', ');
  const reason =
    missing.length === 0
      ? `The answer contains ${list(there)}.`
      : there.length === 0
        ? `The answer does not contain ${list(missing)}.`
        : `The answer contains ${list(there)}, but not ${list(missing)}.`;
  const score = of === 'all' ? there.length / texts.length : holds ? 1 : 0;
  return found(holds, reason, { score, evidence: excerpt(there[0] ?? observation.text) });
}
