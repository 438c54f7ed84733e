import { AppError, isAppError, nanoUsdToUsd } from '@agent-factory/contracts';
import type { CallOptions, ModelRequest, Reasoning, ToolCall } from '@agent-factory/llm';
import type { AgentSpec } from '@agent-factory/spec';
import type { AgentParts } from '../compile/spec-parts.ts';
import { enforce, explain, holdsBackOutput } from '../invariants/enforce.ts';
import { takeStep, tokensLeft } from '../run/admit-call.ts';
import { conversationOf, messageTexts, withMessageTexts } from '../run/conversation.ts';
import { openPurse, othersHold, type Purse, tightest } from '../run/purse.ts';
import { regionsOf } from '../run/regions-of.ts';
import type { RunContext } from '../run/run-context.ts';
import { failed, type RunProgress, refused } from '../run/run-state.ts';
import { streamDeltas } from '../run/stream-deltas.ts';
import type { AgentNode } from './settling.ts';

/** A model that asks for more at once is broken or looping. */
const maxToolCallsPerStep = 32;

/** One model call, within what is left of the run's steps and money. */
export function callModel(agent: AgentParts): AgentNode {
  const { spec } = agent;
  return async (state, context) => {
    const { progress } = state;
    const step = progress.step + 1;
    const conversation = conversationOf(state, spec.memory);
    const passage = await enforce(
      context,
      { at: 'model_call', place: String(step), value: messageTexts(conversation) },
      { mayRetry: false },
    );
    if (passage.kind !== 'pass') {
      const message = `A model call was refused. ${passage.broken.map(explain).join(' ')}`;
      return { result: refused({ code: 'invariant_violated', message }) };
    }
    const { value: texts } = passage;
    if (!Array.isArray(texts) || texts.length !== conversation.length) {
      const message = 'A model call was refused: what people made of it is no conversation any more.';
      return { result: refused({ code: 'invariant_violated', message }) };
    }
    const maxOutputTokens = tokensLeft(context, spec.limits.maxOutputTokens);
    takeStep(context);
    const request: ModelRequest = {
      task: spec.model.task,
      messages: [{ role: 'system', content: spec.instructions }, ...withMessageTexts(conversation, texts)],
      tools: context.tools,
      maxOutputTokens,
      use: spec.model.use,
      maxCostNanoUsd: leastLeft(context),
      ...(spec.output === undefined ? {} : { outputSchema: spec.output }),
      ...(spec.model.temperature === undefined ? {} : { temperature: spec.model.temperature }),
      ...(spec.model.reasoning === undefined ? {} : { reasoning: spec.model.reasoning }),
      ...(spec.model.cascade === undefined ? {} : { refused: progress.refusedModels ?? [] }),
    };
    const answer = await askWithinMeans(
      request,
      { ...modelOptions(spec.model), ...regionsOf(context) },
      step,
      context,
    );
    // A final answer goes to its guard within a millisecond, and is saved together with the verdict.
    if (answer.calls.length > 0) context.markEffect();

    const next: RunProgress = {
      ...progress,
      step,
      model: answer.finish.model,
    };
    const problem = problemOf(answer, context);
    if (problem !== null) {
      return { progress: next, result: failed({ code: problem.code, message: problem.message }) };
    }
    return {
      progress: next,
      messages: [
        ...state.messages,
        {
          role: 'assistant',
          content: answer.text,
          toolCalls: withUniqueIds(answer.calls, step),
          ...(answer.reasoning === undefined ? {} : { reasoning: answer.reasoning }),
        },
      ],
    };
  };
}

type SpecCallOptions = Pick<CallOptions, 'cache' | 'hedge' | 'afterCut' | 'regions'>;
type Answer = Awaited<ReturnType<typeof streamAnswer>>;

/** A request with a ceiling is never sent to a model of unknown price. */
function knownCost({ model, costNanoUsd }: Answer['finish']): number {
  if (costNanoUsd === null) throw new Error(`${model} was used under a ceiling, with a price nobody knows`);
  return costNanoUsd;
}

function problemOf({ calls, finish }: Answer, { lineage }: RunContext): AppError | null {
  const overspent = lineage.find(({ tally }) => tally.spentNanoUsd > tally.ceilingNanoUsd)?.tally;
  if (overspent !== undefined) {
    return new AppError(
      'cost_ceiling',
      `A model call cost more than what was left of limits.maxCostUsd of "${overspent.name}".`,
    );
  }
  if (finish.finishReason === 'content_filter') {
    return new AppError('provider_failed', `${finish.model} withheld its answer (content filter).`);
  }
  if (calls.length > maxToolCallsPerStep) {
    return new AppError(
      'limit_exceeded',
      `The model asked for ${calls.length} tool calls at once; at most ${maxToolCallsPerStep} are allowed.`,
    );
  }
  return null;
}

/** What the spec asks of the call rather than of the answer. */
function modelOptions({ cache, hedge, afterCut }: AgentSpec['model']): SpecCallOptions {
  return {
    ...(cache === undefined ? {} : { cache }),
    ...(hedge === undefined ? {} : { hedge }),
    ...(afterCut === undefined ? {} : { afterCut }),
  };
}

/** Under this an answer is no use, so the ceiling ends the run. */
const fewestTokens = 64;

/**
 * The answer of a model that the ceilings allow. When not even the cheapest fits, first what members beside this one
 * have set aside is waited for, since a call seldom costs its worst case; then a shorter answer is asked for, half as
 * long each time; AppError `cost_ceiling` says whose ceiling leaves too little for the shortest.
 */
async function askWithinMeans(
  request: ModelRequest,
  options: SpecCallOptions,
  step: number,
  context: RunContext,
) {
  const purse = openPurse(context, step);
  await context.emit({ type: 'step.started', step, task: request.task });
  for (let maxOutputTokens = request.maxOutputTokens; ; ) {
    try {
      const shortened = maxOutputTokens < request.maxOutputTokens ? maxOutputTokens : null;
      const maxCostNanoUsd = leastLeft(context);
      return await streamAnswer({ ...request, maxOutputTokens, maxCostNanoUsd }, options, {
        step,
        shortened,
        purse,
        context,
      });
    } catch (error) {
      if (!isAppError(error) || error.code !== 'cost_ceiling') throw error;
      if (othersHold(context)) {
        await context.deadline.race(context.scope.moneyBack());
        continue;
      }
      if (maxOutputTokens <= fewestTokens) throw tooLittleLeft(error, maxOutputTokens, context);
      maxOutputTokens = Math.max(fewestTokens, Math.floor(maxOutputTokens / 2));
    }
  }
}

function leastLeft({ lineage }: RunContext): number {
  return tightest(lineage.map(({ tally }) => tally)).leftNanoUsd;
}

function tooLittleLeft(cause: AppError, tokens: number, { lineage }: RunContext): AppError {
  const { name, leftNanoUsd, spentNanoUsd, heldNanoUsd, limits } = tightest(
    lineage.map(({ tally }) => tally),
  );
  const usd = (nano: number) => `$${nanoUsdToUsd(nano)}`;
  const set = heldNanoUsd > 0 ? ` and ${usd(heldNanoUsd)} set aside` : '';
  return new AppError(
    'cost_ceiling',
    `Not even an answer of ${tokens} tokens fits into what is left: ${usd(leftNanoUsd)} of $${limits.maxCostUsd} (limits.maxCostUsd of "${name}"; ${usd(spentNanoUsd)} spent${set}). ${cause.message}`,
    { cause },
  );
}

async function streamAnswer(
  request: ModelRequest,
  options: SpecCallOptions,
  call: { step: number; shortened: number | null; purse: Purse; context: RunContext },
) {
  const { step, shortened, purse, context } = call;
  const { deadline, clock, emit, lineage } = context;
  const live = !holdsBackOutput(context);
  const startedAt = clock.now();
  const deltas = streamDeltas({ step, clock, emit });
  const events = context.model
    .stream(request, { ...options, signal: deadline.signal, ceilings: [purse] })
    [Symbol.asyncIterator]();
  const calls: ToolCall[] = [];
  let text = '';
  let reasoning: Reasoning | undefined;
  try {
    for (;;) {
      deadline.check();
      const next = await deadline.race(events.next());
      if (next.done) throw new AppError('provider_failed', 'The model ended without finishing its answer.');
      const event = next.value;
      if (event.type === 'text') {
        text += event.text;
        if (live) await deltas.push(event.text);
      } else if (event.type === 'tool_call') {
        calls.push(event.call);
      } else if (event.type === 'reasoning') {
        const { signature = reasoning?.signature } = event;
        const thought = (reasoning?.text ?? '') + event.text;
        reasoning = signature === undefined ? { text: thought } : { text: thought, signature };
      } else {
        if (live) await deltas.end();
        const { input, output, total } = event.tokens;
        const cost = knownCost(event);
        if (cost > purse.chargedNanoUsd) purse.charge(cost - purse.chargedNanoUsd);
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
          fallbacks: [...event.fallbacks, ...shortenedNote(event.model, shortened)],
        });
        // A thought without its vendor's seal is of no use in the next turn.
        const sealed = reasoning?.signature === undefined ? undefined : reasoning;
        return { text, calls, reasoning: sealed, finish: event };
      }
    }
  } finally {
    // After `finish` too: the stream still stands there, with its timers and all it holds. Not awaited, since
    // a provider that hangs would hold up the cancellation.
    events.return?.(undefined)?.then(undefined, () => {});
  }
}

function shortenedNote(model: string, tokens: number | null): { model: string; reason: string }[] {
  return tokens === null
    ? []
    : [{ model, reason: `the answer was shortened to ${tokens} tokens to stay under the ceiling` }];
}

/** Tool messages find their call by its id; some models repeat or leave out ids. */
function withUniqueIds(calls: readonly ToolCall[], step: number): ToolCall[] {
  const seen = new Set<string>();
  return calls.map((call, index) => {
    const id = call.id === '' || seen.has(call.id) ? `call_${step}_${index}` : call.id;
    seen.add(id);
    return { ...call, id };
  });
}
