import { AppError } from '@agent-factory/contracts';
import type { Ceiling, ModelEvent, ModelPort, ModelRequest } from '@agent-factory/llm';
import { finishEvent } from '@agent-factory/llm/testing';

/** One answer of a script: text, tool calls, or an error; the price defaults to 1,000 nano-dollars. */
export interface ScriptedAnswer {
  text?: string | readonly string[];
  calls?: readonly { id?: string; name: string; arguments?: Record<string, unknown>; invalidJson?: string }[];
  costNanoUsd?: number;
  /** `vendor/model` that answers; `scripted/one` if left out. */
  model?: string;
  finishReason?: 'stop' | 'length' | 'content_filter';
  error?: unknown;
  /** Set aside in the call's ceilings before anything is said, as the router does; AppError `cost_ceiling` if it does not fit. */
  worstNanoUsd?: number;
}

/** A model that follows a script and keeps what it was asked; past the end it repeats the last answer. */
export class ScriptedModel implements ModelPort {
  readonly requests: ModelRequest[] = [];
  readonly #script: (request: ModelRequest, call: number) => ScriptedAnswer;

  constructor(script: readonly ScriptedAnswer[] | ((request: ModelRequest, call: number) => ScriptedAnswer)) {
    this.#script =
      typeof script === 'function'
        ? script
        : (_, call) => script[Math.min(call, script.length - 1)] ?? { text: '' };
  }

  async *stream(
    request: ModelRequest,
    { signal, ceilings = [] }: { signal: AbortSignal; ceilings?: readonly Ceiling[] },
  ): AsyncGenerator<ModelEvent> {
    this.requests.push(request);
    const answer = this.#script(request, this.requests.length - 1);
    const { worstNanoUsd: worst } = answer;
    if (worst === undefined) yield* this.#answer(answer, signal);
    else {
      const held: Ceiling[] = [];
      let cost = 0;
      try {
        for (const ceiling of ceilings) {
          if (!ceiling.reserve(worst)) throw new AppError('cost_ceiling', `This call could cost ${worst}.`);
          held.push(ceiling);
        }
        // Others have their turn while the money is set aside.
        await new Promise(setImmediate);
        cost = answer.costNanoUsd ?? 1_000;
        for await (const event of this.#answer(answer, signal)) {
          // Settled by the time that the caller learns of the end, as by the router.
          if (event.type === 'finish') for (const ceiling of held.splice(0)) ceiling.settle(worst, cost);
          yield event;
        }
      } finally {
        for (const ceiling of held) ceiling.settle(worst, cost);
      }
    }
  }

  async *#answer(answer: ScriptedAnswer, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    if (answer.error !== undefined) throw answer.error;
    for (const text of [answer.text ?? []].flat()) {
      signal.throwIfAborted();
      yield { type: 'text', text };
    }
    const calls = answer.calls ?? [];
    for (const [index, call] of calls.entries()) {
      yield {
        type: 'tool_call',
        call: {
          id: call.id ?? `call_${this.requests.length}_${index}`,
          name: call.name,
          arguments: call.arguments ?? {},
          ...(call.invalidJson === undefined ? {} : { invalidJson: call.invalidJson }),
        },
      };
    }
    yield finishEvent({
      finishReason: answer.finishReason ?? (calls.length > 0 ? 'tool_calls' : 'stop'),
      costNanoUsd: answer.costNanoUsd ?? 1_000,
      model: answer.model ?? 'scripted/one',
    });
  }
}
