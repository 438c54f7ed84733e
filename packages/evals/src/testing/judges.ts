import type { JudgePort, JudgeQuestion } from '../judge-port.ts';

/** A judge that says what a function of the question says. */
export function judgeThat(
  say: (question: JudgeQuestion) => string | Promise<string>,
  model = 'vendor/judge',
): JudgePort {
  return { model, ask: async (question) => ({ text: await say(question), model, costNanoUsd: 1_000 }) };
}

/** The mark of a question, as a judge finds it: in the form that it is shown. */
export function markIn({ user }: JudgeQuestion): string {
  return /"id": "([0-9a-f]{24})"/.exec(user.slice(user.lastIndexOf('Answer with this JSON')))?.[1] ?? '';
}

/** What stands in a fence, its bars taken off. */
export function fenced({ user }: JudgeQuestion, name: string): string {
  const mark = markIn({ system: '', user });
  const start = user.indexOf(`<<<${name} ${mark}\n`) + `<<<${name} ${mark}\n`.length;
  const inside = user.slice(start, user.indexOf(`\n${name} ${mark}>>>`, start));
  return inside
    .split('\n')
    .map((line) => line.slice(2))
    .join('\n');
}

/** An answer in the right form. */
export function judgement(
  question: JudgeQuestion,
  verdict: 'pass' | 'fail' | 'unclear',
  evidence: string,
): string {
  return JSON.stringify({ id: markIn(question), verdict, evidence, reason: 'Because it is so.' });
}
