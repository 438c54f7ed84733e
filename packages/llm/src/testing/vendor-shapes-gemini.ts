import type { StandInReply } from './start-stand-in.ts';
import type { StreamedAnswer } from './vendor-shapes.ts';

/**
 * Gemini's `streamGenerateContent?alt=sse`, as recorded from gemini-3.7-flash. Calls come whole, the first of them with
 * the seal; every piece counts usage, and nothing but the end of the body comes after the last.
 */
export function contentStream(answer: StreamedAnswer): StandInReply {
  const { input, output, cached = 0 } = answer.usage ?? { input: 12, output: 5 };
  const usageMetadata = {
    promptTokenCount: input,
    candidatesTokenCount: output,
    totalTokenCount: input + output,
    cachedContentTokenCount: cached,
    promptTokensDetails: [{ modality: 'TEXT', tokenCount: input }],
    serviceTier: 'standard',
  };
  const piece = (parts: readonly unknown[], finishReason?: string) => {
    const candidate = {
      content: { parts, role: 'model' },
      ...(finishReason ? { finishReason } : {}),
      index: 0,
    };
    const counted = answer.usage === null ? {} : { usageMetadata };
    const value = { candidates: [candidate], ...counted, modelVersion: 'recorded', responseId: 'r1' };
    return `data: ${JSON.stringify(value)}\n\n`;
  };
  const chunks = [
    ...(answer.thoughts ?? []).map((text) => piece([{ text, thought: true }])),
    ...(answer.text ?? []).map((text) => piece([{ text }])),
  ];
  const sealed = answer.seal === undefined ? {} : { thoughtSignature: answer.seal };
  for (const [index, call] of (answer.calls ?? []).entries()) {
    const args: unknown = JSON.parse(call.argumentPieces.join(''));
    const functionCall = { id: call.id, name: call.name, args };
    chunks.push(piece([{ functionCall, ...(index === 0 ? sealed : {}) }]));
  }
  if (answer.finish !== null) {
    const last = answer.calls === undefined ? sealed : {};
    chunks.push(piece([{ text: '', ...last }], answer.finish ?? 'STOP'));
  }
  return { contentType: 'text/event-stream', chunks, end: answer.end ?? 'clean' };
}
