import type { ModelEvent, ModelMessage, ModelPort, ModelRequest } from '@agent-factory/llm';
import { finishEvent } from '@agent-factory/llm/testing';

type Turn = { text: string } | { call: string; input: Record<string, unknown> };

/**
 * A model whose answer follows from the conversation alone, as a resumed run needs: `turn` gets how many
 * tool results it has seen. `wait` holds an answer up and must settle when the signal aborts.
 */
export function modelOf(
  turn: (results: number, messages: readonly ModelMessage[]) => Turn,
  wait: (results: number, signal: AbortSignal) => Promise<unknown> = async () => {},
): ModelPort & { requests: ModelRequest[] } {
  const requests: ModelRequest[] = [];
  return {
    requests,
    async *stream(request, { signal }): AsyncGenerator<ModelEvent> {
      requests.push(request);
      const asked = request.messages.findLastIndex(({ role }) => role === 'user');
      const results = request.messages.slice(asked).filter(({ role }) => role === 'tool').length;
      await wait(results, signal);
      signal.throwIfAborted();
      const next = turn(results, request.messages);
      if ('text' in next) {
        for (const text of next.text.split(/(?<= )/)) yield { type: 'text', text };
      } else {
        yield {
          type: 'tool_call',
          call: { id: `call_${results + 1}`, name: next.call, arguments: next.input },
        };
      }
      yield finishEvent({ finishReason: 'text' in next ? 'stop' : 'tool_calls' });
    },
  };
}

/** Settles when the signal aborts. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
