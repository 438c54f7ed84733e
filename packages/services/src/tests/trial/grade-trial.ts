import type { Assertion } from '@agent-factory/contracts';
import {
  type AssertionResult,
  checkAssertions,
  type EmbeddingPort,
  type JudgePort,
  trialVerdict,
} from '@agent-factory/evals';
import type { JsonSchema } from '@agent-factory/spec';
import { engines } from './engines.ts';
import type { TrialRun } from './run-trial.ts';

export interface Grade {
  verdict: ReturnType<typeof trialVerdict>;
  results: readonly AssertionResult[];
  /** What judges and vectors cost (10⁻⁹ USD). */
  judgingNanoUsd: number;
  /** The model that judged; null where none did. */
  judge: string | null;
}

/** What a trial's assertions say of it. What broke around it is told and nothing is judged then. */
export async function gradeTrial({
  assertions,
  run: { observation, trouble },
  outputSchema,
  judge,
  embedding,
}: {
  assertions: readonly Assertion[];
  run: TrialRun;
  outputSchema: JsonSchema | null;
  /** Found when one is needed; null where there is none. */
  judge: () => Promise<JudgePort | null>;
  /** Asked only by assertions that compare meanings. */
  embedding: EmbeddingPort;
}): Promise<Grade> {
  if (trouble !== null) {
    return { verdict: trialVerdict([], observation, trouble), results: [], judgingNanoUsd: 0, judge: null };
  }
  const judged = assertions.some(({ kind }) => kind === 'judge' || kind === 'pairwise');
  const asked = judged ? await judge() : null;
  const results = await checkAssertions({
    assertions,
    observation,
    ports: {
      engines,
      judge: asked,
      embedding,
      outputSchema: outputSchema as Parameters<typeof checkAssertions>[0]['ports']['outputSchema'],
    },
  });
  return {
    verdict: trialVerdict(results, observation),
    results,
    judge: asked?.model ?? null,
    judgingNanoUsd: results.reduce((sum, { costNanoUsd }) => sum + costNanoUsd, 0),
  };
}
