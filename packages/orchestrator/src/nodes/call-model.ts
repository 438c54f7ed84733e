import { AppError, usdToNanoUsd } from '@agent-factory/contracts';
import type { CallOptions, ModelRequest, Reasoning, ToolCall } from '@agent-factory/llm';
import type { AgentSpec } from '@agent-factory/spec';
import type { AgentParts } from '../compile/agent-parts.ts';
import { enforce, explain } from '../invariants/enforce.ts';
import { conversationOf, messageTexts, withMessageTexts } from '../run/conversation.ts';
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
    if (progress.step >= spec.limits.maxSteps) {
      throw new AppError(
        'limit_exceeded',
        `The run used all ${spec.limits.maxSteps} model calls of its limit (limits.maxSteps) without an answer.`,
      );
    }
    const conversation = conversationOf(state);
    const passage = await enforce(
      agent.invariants.model_call,
      {
        at: 'model_call',
        value: messageTexts(conversation),
        progress,
        tool: null,
        elapsedMs: context.elapsedMs(),
      },
      { mayRetry: false, emit: context.emit },
    );
    if (passage.kind !== 'pass') {
      const message = `A model call was refused. ${passage.broken.map(explain).join(' ')}`;
      return { result: refused({ code: 'invariant_violated', message }) };
    }
    const budget = Math.max(0, usdToNanoUsd(spec.limits.maxCostUsd) - progress.costNanoUsd);
    const request: ModelRequest = {
      task: spec.model.task,
      messages: [
        { role: 'system', content: spec.instructions },
        ...withMessageTexts(conversation, passage.value),
      ],
      tools: context.tools,
      maxOutputTokens: spec.limits.maxOutputTokens,
      use: spec.model.use,
      maxCostNanoUsd: budget,
      ...(spec.output === undefined ? {} : { outputSchema: spec.output }),
      ...(spec.model.temperature === undefined ? {} : { temperature: spec.model.temperature }),
      ...(spec.model.reasoning === undefined ? {} : { reasoning: spec.model.reasoning }),
      ...(spec.model.cascade === undefined ? {} : { refused: progress.refusedModels ?? [] }),
    };
    const step = progress.step + 1;
    const options = modelOptions(spec.model);
    const answer = await streamAnswer(request, options, { step, live: !agent.holdsBackOutput, context });
    // A final answer goes to its guard within a millisecond, and is saved together with the verdict.
    if (answer.calls.length > 0) context.markEffect();

    const next: RunProgress = {
      ...progress,
      step,
      model: answer.finish.model,
      costNanoUsd: progress.costNanoUsd + knownCost(answer.finish),
      tokens: {
        input: progress.tokens.input + answer.finish.tokens.input,
        output: progress.tokens.output + answer.finish.tokens.output,
        total: progress.tokens.total + answer.finish.tokens.total,
      },
    };
    const problem = problemOf(answer, budget);
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

function problemOf({ calls, finish }: Answer, budget: number): AppError | null {
  if (knownCost(finish) > budget) {
    return new AppError('cost_ceiling', 'A model call cost more than what was left of limits.maxCostUsd.');
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
function modelOptions({ cache, hedge, afterCut, regions }: AgentSpec['model']): SpecCallOptions {
  return {
    ...(cache === undefined ? {} : { cache }),
    ...(hedge === undefined ? {} : { hedge }),
    ...(afterCut === undefined ? {} : { afterCut }),
    ...(regions === undefined ? {} : { regions }),
  };
}

async function streamAnswer(
  request: ModelRequest,
  options: SpecCallOptions,
  { step, live, context }: { step: number; live: boolean; context: RunContext },
) {
  const { deadline, clock, emit } = context;
  await emit({ type: 'step.started', step, task: request.task });
  const startedAt = clock.now();
  const deltas = streamDeltas({ step, clock, emit });
  const events = context.model
    .stream(request, { ...options, signal: deadline.signal })
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
        await emit({
          type: 'step.finished',
          step,
          provider: event.provider,
          model: event.model,
          finish_reason: event.finishReason,
          tokens: { input, output, total },
          cost_nano_usd: knownCost(event),
          duration_ms: clock.now() - startedAt,
          fallbacks: [...event.fallbacks],
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

/** Tool messages find their call by its id; some models repeat or leave out ids. */
function withUniqueIds(calls: readonly ToolCall[], step: number): ToolCall[] {
  const seen = new Set<string>();
  return calls.map((call, index) => {
    const id = call.id === '' || seen.has(call.id) ? `call_${step}_${index}` : call.id;
    seen.add(id);
    return { ...call, id };
  });
}
