import type { StandInReply } from './start-stand-in.ts';

/** A tool call as a vendor streams it: its arguments come in pieces. */
export interface StreamedCall {
  id: string;
  name: string;
  argumentPieces: readonly string[];
}

export interface StreamedAnswer {
  /** What the model thought, where the vendor shows it, and the seal on it. */
  thoughts?: readonly string[];
  seal?: string;
  text?: readonly string[];
  calls?: readonly StreamedCall[];
  usage?: { input: number; output: number; cached?: number } | null;
  /** The vendor's own word; null leaves it out, as in an answer that was cut off. */
  finish?: string | null;
  end?: 'clean' | 'cut' | 'hang';
  /** Addresses that a search-backed model names beside its answer. */
  sources?: readonly string[];
}

const data = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const event = (value: { type: string; [key: string]: unknown }) =>
  `event: ${value.type}\ndata: ${JSON.stringify(value)}\n\n`;

/** OpenAI's chat completions (`chat.completion.chunk`), as recorded from api.openai.com. */
export function completionStream(answer: StreamedAnswer): StandInReply {
  const chunk = (delta: unknown, finish: string | null = null) => ({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1_763_700_000,
    model: 'recorded',
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    usage: null,
    ...(answer.sources === undefined ? {} : { citations: answer.sources }),
  });
  const chunks = [data(chunk({ role: 'assistant', content: '' }))];
  for (const thought of answer.thoughts ?? []) chunks.push(data(chunk({ reasoning_content: thought })));
  for (const text of answer.text ?? []) chunks.push(data(chunk({ content: text })));
  for (const [index, call] of (answer.calls ?? []).entries()) {
    const opened = { index, id: call.id, type: 'function', function: { name: call.name, arguments: '' } };
    chunks.push(data(chunk({ tool_calls: [opened] })));
    for (const piece of call.argumentPieces) {
      chunks.push(data(chunk({ tool_calls: [{ index, function: { arguments: piece } }] })));
    }
  }
  const finish = answer.finish === undefined ? (answer.calls ? 'tool_calls' : 'stop') : answer.finish;
  if (finish !== null) {
    chunks.push(data(chunk({}, finish)));
    if (answer.usage !== null) {
      const { input, output, cached } = answer.usage ?? { input: 12, output: 5 };
      const usage = {
        prompt_tokens: input,
        completion_tokens: output,
        total_tokens: input + output,
        prompt_tokens_details: { cached_tokens: cached ?? 0, audio_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 0 },
      };
      chunks.push(data({ ...chunk({}), choices: [], usage }));
    }
    chunks.push('data: [DONE]\n\n');
  }
  return { contentType: 'text/event-stream', chunks, end: answer.end ?? 'clean' };
}

/** Anthropic's Messages API, as recorded from api.anthropic.com. */
export function messageStream(answer: StreamedAnswer): StandInReply {
  const { input, output, cached = 0 } = answer.usage ?? { input: 12, output: 5 };
  const chunks = [
    event({
      type: 'message_start',
      message: {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: 'recorded',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: {
          input_tokens: input - cached,
          cache_creation_input_tokens: 0,
          cache_read_input_tokens: cached,
          output_tokens: 1,
        },
      },
    }),
    event({ type: 'ping' }),
  ];
  let index = 0;
  const block = (start: unknown, deltas: readonly unknown[]) => {
    chunks.push(event({ type: 'content_block_start', index, content_block: start }));
    for (const delta of deltas) {
      chunks.push(event({ type: 'content_block_delta', index, delta }));
    }
    chunks.push(event({ type: 'content_block_stop', index }));
    index += 1;
  };
  if (answer.thoughts) {
    block({ type: 'thinking', thinking: '', signature: '' }, [
      ...answer.thoughts.map((thinking) => ({ type: 'thinking_delta', thinking })),
      { type: 'signature_delta', signature: answer.seal ?? 'EqQB' },
    ]);
  }
  if (answer.text) {
    block(
      { type: 'text', text: '' },
      answer.text.map((text) => ({ type: 'text_delta', text })),
    );
  }
  for (const call of answer.calls ?? []) {
    block(
      { type: 'tool_use', id: call.id, name: call.name, input: {} },
      call.argumentPieces.map((piece) => ({ type: 'input_json_delta', partial_json: piece })),
    );
  }
  const finish = answer.finish === undefined ? (answer.calls ? 'tool_use' : 'end_turn') : answer.finish;
  if (finish !== null) {
    chunks.push(
      event({
        type: 'message_delta',
        delta: { stop_reason: finish, stop_sequence: null },
        usage: { output_tokens: output },
      }),
      event({ type: 'message_stop' }),
    );
  }
  return { contentType: 'text/event-stream', chunks, end: answer.end ?? 'clean' };
}

/** Ollama's `/api/chat`, as recorded from Ollama 0.12. Calls come whole and numbered 0. */
export function ollamaStream(answer: StreamedAnswer): StandInReply {
  const line = (rest: object) =>
    `${JSON.stringify({ model: 'recorded', created_at: '2026-11-01T10:00:00Z', ...rest })}\n`;
  const chunks = [
    ...(answer.thoughts ?? []).map((thinking) => ({ content: '', thinking })),
    ...(answer.text ?? []).map((content) => ({ content })),
  ].map((said) => line({ message: { role: 'assistant', ...said }, done: false }));
  for (const call of answer.calls ?? []) {
    const called = { name: call.name, arguments: JSON.parse(call.argumentPieces.join('')) };
    chunks.push(
      line({ message: { role: 'assistant', content: '', tool_calls: [{ function: called }] }, done: false }),
    );
  }
  if (answer.finish !== null) {
    const { input, output } = answer.usage ?? { input: 12, output: 5 };
    chunks.push(
      line({
        message: { role: 'assistant', content: '' },
        done: true,
        done_reason: answer.finish ?? 'stop',
        prompt_eval_count: input,
        eval_count: output,
      }),
    );
  }
  return { contentType: 'application/x-ndjson', chunks, end: answer.end ?? 'clean' };
}

/** The Responses events of Perplexity's Agent API, usage with its own account of the cost. */
export function responseStream(answer: StreamedAnswer & { costUsd?: number }): StandInReply {
  const { input, output } = answer.usage ?? { input: 12, output: 5 };
  const response = {
    id: 'resp_1',
    object: 'response',
    model: 'perplexity/sonar',
    status: 'in_progress',
    output: [],
  };
  const chunks = [event({ type: 'response.created', response })];
  for (const delta of answer.text ?? []) {
    chunks.push(
      event({
        type: 'response.output_text.delta',
        item_id: 'msg_1',
        output_index: 0,
        content_index: 0,
        delta,
      }),
    );
  }
  if (answer.finish !== null) {
    const text = (answer.text ?? []).join('');
    const usage = {
      input_tokens: input,
      output_tokens: output,
      total_tokens: input + output,
      ...(answer.costUsd === undefined ? {} : { cost: { currency: 'USD', total_cost: answer.costUsd } }),
    };
    const message = {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      status: 'completed',
      content: [{ type: 'output_text', text, annotations: [] }],
    };
    const results = (answer.sources ?? []).map((url, index) => ({ id: index + 1, url, title: url }));
    const searched = results.length === 0 ? [] : [{ type: 'search_results', results }];
    const completed = { ...response, status: 'completed', output: [...searched, message], usage };
    chunks.push(event({ type: 'response.completed', response: completed }));
  }
  return { contentType: 'text/event-stream', chunks, end: answer.end ?? 'clean' };
}
