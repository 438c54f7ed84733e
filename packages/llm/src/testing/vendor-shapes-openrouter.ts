import type { StandInReply } from './start-stand-in.ts';
import { completionStream, type StreamedAnswer } from './vendor-shapes.ts';

/** OpenRouter's chat completions: comments while it waits, `reasoning`, and what the call cost in USD in its usage. */
export function openrouterStream(answer: StreamedAnswer & { costUsd?: number }): StandInReply {
  const reply = completionStream(answer);
  if (!('chunks' in reply)) return reply;
  const chunks = reply.chunks.map((chunk) => {
    if (chunk.startsWith('data: [DONE]')) return chunk;
    const value = JSON.parse(chunk.slice('data: '.length));
    if (value.usage && answer.costUsd !== undefined) value.usage.cost = answer.costUsd;
    const delta = value.choices[0]?.delta;
    if (delta?.reasoning_content !== undefined) {
      delta.reasoning = delta.reasoning_content;
      delta.reasoning_content = undefined;
    }
    return `data: ${JSON.stringify({ provider: 'Recorded', ...value })}\n\n`;
  });
  const waiting = ': OPENROUTER PROCESSING\n\n';
  return { ...reply, chunks: [waiting, waiting, ...chunks] };
}

/** Groq's: usage under `x_groq` in the last chunk, beside the finish reason. */
export function groqStream(answer: StreamedAnswer): StandInReply {
  const reply = completionStream(answer);
  if (!('chunks' in reply)) return reply;
  const values = reply.chunks
    .filter((chunk) => !chunk.startsWith('data: [DONE]'))
    .map((chunk) => JSON.parse(chunk.slice('data: '.length)));
  const usage = values.find((value) => value.usage)?.usage;
  const chunks = values
    .filter((value) => value.choices.length > 0)
    .map((value) => {
      const last = value.choices[0].finish_reason !== null;
      const { usage: _, ...rest } = value;
      const more = last && usage ? { x_groq: { id: 'req_1', usage } } : {};
      return `data: ${JSON.stringify({ ...rest, ...more })}\n\n`;
    });
  const done = answer.finish === null ? [] : ['data: [DONE]\n\n'];
  return { ...reply, chunks: [...chunks, ...done] };
}
