import { AppError } from '@agent-factory/contracts';
import type { CallOptions, Router } from '@agent-factory/llm';

type Bounds = Omit<CallOptions, 'signal'>;

/** One question of a test's own, beside the agent: what a judge or a simulated user is asked. */
export async function askModel(
  router: Pick<Router, 'stream'>,
  options: Bounds & { signal: AbortSignal },
  question: {
    messages: readonly { role: 'system' | 'user'; content: string }[];
    use: readonly string[];
    temperature: number;
  },
): Promise<{ text: string; model: string; costNanoUsd: number }> {
  let text = '';
  const request = {
    task: 'fact_checking' as const,
    messages: question.messages,
    tools: [],
    temperature: question.temperature,
    maxOutputTokens: 1_500,
    use: question.use,
    maxCostNanoUsd: options.account?.run?.limitNanoUsd ?? null,
  };
  for await (const event of router.stream(request, options)) {
    if (event.type === 'text') text += event.text;
    if (event.type === 'finish') {
      if (event.finishReason === 'length') {
        throw new AppError('provider_failed', `${event.model} did not come to the end of its answer.`);
      }
      return { text, model: event.model, costNanoUsd: event.costNanoUsd ?? 0 };
    }
  }
  throw new AppError('provider_failed', 'The model ended without finishing its answer.');
}
