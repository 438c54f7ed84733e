import { type JudgePort, judgeConflict } from '@agent-factory/evals';
import type { CallOptions, ModelRequest, Router } from '@agent-factory/llm';
import { askModel } from './ask-model.ts';

type Bounds = Omit<CallOptions, 'signal'>;

/**
 * A judge that is none of the models under test: the one that is named, else the first that the router would take were
 * those switched off. The offline provider judges nothing. Null where there is nobody left to ask.
 */
export async function judgeFor({
  router,
  bounds,
  named,
  modelsUnderTest,
  signal,
}: {
  router: Pick<Router, 'stream' | 'explain'>;
  bounds: Bounds;
  named: string | null;
  modelsUnderTest: readonly string[];
  signal: AbortSignal;
}): Promise<JudgePort | null> {
  const denyModels = [...(bounds.denyModels ?? []), 'offline/*', ...modelsUnderTest];
  const options: Bounds = { ...bounds, denyModels };
  const model = named ?? (await firstOf(router, options, modelsUnderTest));
  if (model === null) return null;
  return {
    model,
    ask: ({ system, user }) =>
      askModel(
        router,
        { ...options, signal },
        {
          messages: [
            { role: 'system', content: system },
            { role: 'user', content: user },
          ],
          // One model, so that trials are judged alike.
          use: [model],
          temperature: 0,
        },
      ),
  };
}

async function firstOf(
  router: Pick<Router, 'explain'>,
  options: Bounds,
  modelsUnderTest: readonly string[],
): Promise<string | null> {
  const request: ModelRequest = {
    task: 'fact_checking',
    messages: [{ role: 'user', content: 'Is this statement true of the answer?' }],
    tools: [],
    maxOutputTokens: 1_500,
    use: [],
    maxCostNanoUsd: null,
  };
  const { table } = await router.explain(request, options);
  const ranked = table
    .filter(({ rank, model }) => rank !== null && judgeConflict(model, modelsUnderTest) === null)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  return ranked[0]?.model ?? null;
}
