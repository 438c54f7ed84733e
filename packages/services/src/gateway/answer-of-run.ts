import {
  AppError,
  type ErrorCode,
  errorCodes,
  type RunEvent,
  type RunEventData,
} from '@agent-factory/contracts';
import type { FinishEvent, FinishReason, ModelEvent } from '@agent-factory/llm';

type Ended = Extract<RunEventData, { type: 'run.finished' }>;

/**
 * What a run says, as if a model had said it. Streamed, that is every piece as it comes, the answers of its steps a
 * blank line apart; else the run's output alone. Throws the run's own error if it did not succeed.
 */
export async function* answerOfRun(
  events: AsyncIterable<RunEvent>,
  { model, streamed }: { model: string; streamed: boolean },
): AsyncGenerator<ModelEvent> {
  let spokenStep: number | null = null;
  let reason: FinishReason = 'stop';
  for await (const { data } of events) {
    switch (data.type) {
      case 'token':
        // What members write is the way to the answer; a team says its own at the end.
        if (!streamed || data.member !== undefined) break;
        if (spokenStep !== null && spokenStep !== data.step) yield { type: 'text', text: '\n\n' };
        spokenStep = data.step;
        yield { type: 'text', text: data.text };
        break;
      case 'step.finished':
        if (data.member !== undefined) break;
        reason = data.finish_reason === 'tool_calls' ? 'stop' : data.finish_reason;
        break;
      case 'run.finished':
        if (data.status !== 'succeeded') throw errorOf(data);
        if (spokenStep === null) yield { type: 'text', text: textOf(data.output) };
        yield finishOf(data, model, reason);
        return;
    }
  }
  // Whoever reads no longer or the server that closes: the run is at work all the same.
  throw new AppError('unavailable', 'The answer is not waited for any longer; the run goes on (x-run-id).');
}

function textOf(output: unknown): string {
  return typeof output === 'string' ? output : JSON.stringify(output ?? '');
}

function errorOf({ status, error }: Ended): AppError {
  const code: ErrorCode | undefined = errorCodes.find((known) => known === error?.code);
  const usual =
    status === 'refused' ? 'invariant_violated' : status === 'cancelled' ? 'cancelled' : 'internal';
  return new AppError(code ?? usual, error?.message ?? 'The run did not succeed.');
}

function finishOf(ended: Ended, model: string, finishReason: FinishReason): FinishEvent {
  return {
    type: 'finish',
    provider: 'agent',
    model,
    finishReason,
    tokens: { ...ended.tokens, cachedInput: 0, cacheWrite: 0, reasoning: 0 },
    costNanoUsd: ended.cost_nano_usd,
    cached: false,
    estimated: false,
    attempts: [],
    fallbacks: [],
  };
}
