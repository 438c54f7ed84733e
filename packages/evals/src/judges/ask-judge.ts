import type { JudgePort, JudgeQuestion } from '../judge-port.ts';
import { judgeConflict } from './judge-conflict.ts';

/** A judge's reply, or why there is none. */
export type JudgeAnswer = { text: string; costNanoUsd: number } | { problem: string; costNanoUsd: number };

/**
 * Asks the judge. Whatever goes wrong is a problem and never a verdict: it throws, it is not there, it answers with the
 * model under test (a router may have gone over to another), its costs are no number.
 */
export async function askJudge(
  judge: JudgePort | null,
  question: JudgeQuestion,
  modelsUnderTest: readonly string[],
): Promise<JudgeAnswer> {
  if (judge === null) {
    return {
      problem: 'No judge is configured: name a model that judges, or expect something that needs none.',
      costNanoUsd: 0,
    };
  }
  const before = judgeConflict(judge.model, modelsUnderTest);
  if (before !== null) return { problem: selfJudging(before), costNanoUsd: 0 };
  try {
    const { text, model, costNanoUsd } = await judge.ask(question);
    const cost = Number.isFinite(costNanoUsd) && costNanoUsd > 0 ? Math.round(costNanoUsd) : 0;
    const after = judgeConflict(model, modelsUnderTest);
    if (after !== null) return { problem: selfJudging(after), costNanoUsd: cost };
    if (typeof text !== 'string') return { problem: 'The judge answered nothing.', costNanoUsd: cost };
    return { text, costNanoUsd: cost };
  } catch (error) {
    return {
      problem: `The judge could not be asked: ${error instanceof Error ? error.message : 'unknown error'}`,
      costNanoUsd: 0,
    };
  }
}

function selfJudging(model: string): string {
  return `${model} would judge its own answer: let another model judge.`;
}
