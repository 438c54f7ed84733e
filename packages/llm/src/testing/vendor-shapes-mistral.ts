import type { StandInReply } from './start-stand-in.ts';
import type { StreamedAnswer } from './vendor-shapes.ts';

/**
 * Mistral's chat completions, as recorded from mistral-small-latest: thoughts as parts of the content, calls whole and
 * without an index, usage beside the finish reason.
 */
export function mistralStream(answer: StreamedAnswer): StandInReply {
  const chunk = (delta: unknown, finish: string | null = null, usage?: object) => {
    const choice = { index: 0, delta, finish_reason: finish, logprobs: null };
    const value = {
      id: 'b3999b8c',
      object: 'chat.completion.chunk',
      created: 1_769_088_854,
      model: 'recorded',
      choices: [choice],
      ...(usage === undefined ? {} : { usage }),
    };
    return `data: ${JSON.stringify(value)}\n\n`;
  };
  const thinking = (text: string) => ({
    content: [{ type: 'thinking', thinking: [{ type: 'text', text }], closed: false }],
  });
  const chunks = [
    chunk({ role: 'assistant', content: '' }),
    ...(answer.thoughts ?? []).map((text) => chunk(thinking(text))),
    ...(answer.text ?? []).map((content) => chunk({ content })),
  ];
  const calls = (answer.calls ?? []).map(({ id, name, argumentPieces }) => ({
    id,
    function: { name, arguments: argumentPieces.join('') },
  }));
  if (answer.finish === null) {
    if (calls.length > 0) chunks.push(chunk({ content: null, tool_calls: calls }));
  } else {
    const { input, output } = answer.usage ?? { input: 12, output: 5 };
    const counted = { prompt_tokens: input, total_tokens: input + output, completion_tokens: output };
    const last = calls.length > 0 ? { content: null, tool_calls: calls } : { content: '' };
    const finish = answer.finish ?? (calls.length > 0 ? 'tool_calls' : 'stop');
    chunks.push(chunk(last, finish, answer.usage === null ? undefined : counted), 'data: [DONE]\n\n');
  }
  return { contentType: 'text/event-stream', chunks, end: answer.end ?? 'clean' };
}
