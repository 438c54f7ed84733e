import { AppError, isAppError } from '@agent-factory/contracts';
import type { CallOptions, FinishEvent, JsonSchema, ModelRequest } from '@agent-factory/llm';
import { tokensLeft } from './admit-call.ts';
import { openPurse, othersHold, tightest } from './purse.ts';
import { regionsOf } from './regions-of.ts';
import type { RunContext } from './run-context.ts';

/** A question of the product's own, beside the agent's conversation. */
export interface Question {
  task: ModelRequest['task'];
  /** What it is for, as the events name it (`judge`). */
  label: string;
  /** The model call that it belongs to; counts from 1. */
  step: number;
  system: string;
  user: string;
  outputSchema?: JsonSchema;
  maxOutputTokens: number;
}

/**
 * Asks a model, which is no step of the agent's, within the limits of the run and of the level at work, and counts what it costs there. Throws what the
 * router throws, and AppError `provider_failed` for an answer that was withheld or is no text.
 */
export async function askModel(
  context: RunContext,
  question: Question,
): Promise<{ text: string; finish: FinishEvent }> {
  for (;;) {
    try {
      return await askOnce(context, question);
    } catch (error) {
      if (!isAppError(error) || error.code !== 'cost_ceiling' || !othersHold(context)) throw error;
      await context.deadline.race(context.scope.moneyBack());
    }
  }
}

async function askOnce(
  context: RunContext,
  question: Question,
): Promise<{ text: string; finish: FinishEvent }> {
  const { lineage, deadline, clock, emit } = context;
  const { step, label } = question;
  const maxOutputTokens = tokensLeft(context, question.maxOutputTokens);
  const request: ModelRequest = {
    task: question.task,
    messages: [
      { role: 'system', content: question.system },
      { role: 'user', content: question.user },
    ],
    tools: [],
    ...(question.outputSchema === undefined ? {} : { outputSchema: question.outputSchema }),
    temperature: 0,
    maxOutputTokens,
    use: [],
    maxCostNanoUsd: tightest(lineage.map(({ tally }) => tally)).leftNanoUsd,
  };
  const purse = openPurse(context, step);
  const options: CallOptions = { ...regionsOf(context), signal: deadline.signal, ceilings: [purse] };
  await emit({ type: 'step.started', step, task: label });
  const startedAt = clock.now();
  const events = context.model.stream(request, options)[Symbol.asyncIterator]();
  let text = '';
  try {
    for (;;) {
      deadline.check();
      const next = await deadline.race(events.next());
      if (next.done) throw new AppError('provider_failed', 'The model ended without finishing its answer.');
      const event = next.value;
      if (event.type === 'text') text += event.text;
      if (event.type !== 'finish') continue;
      const cost = event.costNanoUsd ?? 0;
      if (cost > purse.chargedNanoUsd) purse.charge(cost - purse.chargedNanoUsd);
      const { input, output, total } = event.tokens;
      for (const { tally } of lineage) tally.addTokens({ input, output, total });
      await emit({
        type: 'step.finished',
        step,
        provider: event.provider,
        model: event.model,
        finish_reason: event.finishReason,
        tokens: { input, output, total },
        cost_nano_usd: cost,
        duration_ms: clock.now() - startedAt,
        fallbacks: [...event.fallbacks],
      });
      if (event.finishReason !== 'stop') {
        throw new AppError('provider_failed', `${event.model} gave no whole answer (${event.finishReason}).`);
      }
      return { text, finish: event };
    }
  } finally {
    events.return?.(undefined)?.then(undefined, () => {});
  }
}
