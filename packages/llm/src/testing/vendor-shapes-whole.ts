import type { StandInReply } from './start-stand-in.ts';
import type { StreamedAnswer } from './vendor-shapes.ts';

/** The same answers as one JSON value, for calls that are not streamed. */

const textOf = (pieces: readonly string[] | undefined) => (pieces ?? []).join('');

/** `chat.completion`. */
export function completion(answer: StreamedAnswer): StandInReply {
  const { input, output, cached = 0 } = answer.usage ?? { input: 12, output: 5 };
  const calls = (answer.calls ?? []).map(({ id, name, argumentPieces }) => ({
    id,
    type: 'function',
    function: { name, arguments: argumentPieces.join('') },
  }));
  const message = {
    role: 'assistant',
    content: answer.text === undefined ? null : textOf(answer.text),
    refusal: null,
    ...(answer.thoughts === undefined ? {} : { reasoning_content: textOf(answer.thoughts) }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  };
  const finish = answer.finish === undefined ? (calls.length > 0 ? 'tool_calls' : 'stop') : answer.finish;
  const usage = {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: cached },
  };
  return {
    json: {
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1_763_700_000,
      model: 'recorded',
      choices: [{ index: 0, message, logprobs: null, finish_reason: finish }],
      ...(answer.usage === null ? {} : { usage }),
    },
  };
}

/** A message of Anthropic's. */
export function message(answer: StreamedAnswer): StandInReply {
  const { input, output, cached = 0 } = answer.usage ?? { input: 12, output: 5 };
  const thoughts = { type: 'thinking', thinking: textOf(answer.thoughts), signature: answer.seal ?? 'EqQB' };
  const calls = (answer.calls ?? []).map(({ id, name, argumentPieces }) => ({
    type: 'tool_use',
    id,
    name,
    input: JSON.parse(argumentPieces.join('')),
  }));
  const finish = answer.finish === undefined ? (calls.length > 0 ? 'tool_use' : 'end_turn') : answer.finish;
  return {
    json: {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'recorded',
      content: [
        ...(answer.thoughts === undefined ? [] : [thoughts]),
        ...(answer.text === undefined ? [] : [{ type: 'text', text: textOf(answer.text) }]),
        ...calls,
      ],
      stop_reason: finish,
      stop_sequence: null,
      usage: {
        input_tokens: input - cached,
        cache_creation_input_tokens: 0,
        cache_read_input_tokens: cached,
        output_tokens: output,
      },
    },
  };
}

/** A `GenerateContentResponse` of Gemini's. */
export function content(answer: StreamedAnswer): StandInReply {
  const { input, output, cached = 0 } = answer.usage ?? { input: 12, output: 5 };
  const seal = answer.seal === undefined ? {} : { thoughtSignature: answer.seal };
  const calls = (answer.calls ?? []).map(({ id, name, argumentPieces }, index) => ({
    functionCall: { id, name, args: JSON.parse(argumentPieces.join('')) },
    ...(index === 0 ? seal : {}),
  }));
  const parts = [
    ...(answer.thoughts === undefined ? [] : [{ text: textOf(answer.thoughts), thought: true }]),
    ...(answer.text === undefined
      ? []
      : [{ text: textOf(answer.text), ...(calls.length === 0 ? seal : {}) }]),
    ...calls,
  ];
  const finish = answer.finish === null ? {} : { finishReason: answer.finish ?? 'STOP' };
  return {
    json: {
      candidates: [{ content: { parts, role: 'model' }, ...finish, index: 0 }],
      usageMetadata: {
        promptTokenCount: input,
        candidatesTokenCount: output,
        totalTokenCount: input + output,
        cachedContentTokenCount: cached,
      },
      modelVersion: 'recorded',
    },
  };
}

/** A chat of Ollama's with `stream: false`. */
export function chat(answer: StreamedAnswer): StandInReply {
  const { input, output } = answer.usage ?? { input: 12, output: 5 };
  const calls = (answer.calls ?? []).map(({ name, argumentPieces }) => ({
    function: { name, arguments: JSON.parse(argumentPieces.join('')) },
  }));
  const spoken = {
    role: 'assistant',
    content: textOf(answer.text),
    ...(answer.thoughts === undefined ? {} : { thinking: textOf(answer.thoughts) }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  };
  return {
    json: {
      model: 'recorded',
      created_at: '2026-11-01T10:00:00Z',
      message: spoken,
      done: answer.finish !== null,
      ...(answer.finish === null ? {} : { done_reason: answer.finish ?? 'stop' }),
      prompt_eval_count: input,
      eval_count: output,
    },
  };
}
