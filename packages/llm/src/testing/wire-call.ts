import { describeModel } from '../catalogue/catalogue-model.ts';
import type { WireCall } from '../dialects/dialect.ts';

type Traits = Partial<WireCall['model']>;

/** A call to one model, as dialects get it: a question, and what the test changes. */
export function wireCall(change: Partial<Omit<WireCall, 'model'>> = {}, model: Traits = {}): WireCall {
  return {
    model: describeModel({
      provider: 'recorded',
      name: 'recorded-1',
      title: 'Recorded',
      tier: 2,
      contextTokens: 128_000,
      maxOutputTokens: 8_000,
      price: null,
      ...model,
    }),
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'How are you?' },
    ],
    tools: [],
    cacheInput: false,
    maxOutputTokens: 500,
    streamed: true,
    extra: {},
    ...change,
  };
}

/** The body that a dialect would send, parsed. */
export function bodyOf({ body }: { body: string }): Record<string, unknown> {
  return JSON.parse(body);
}

/** The frames of a stand-in's stream: what transport hands to a decoder, comments left out. */
export function framesOf(reply: object): { data: string; event: string }[] {
  const chunks: readonly string[] = 'chunks' in reply && Array.isArray(reply.chunks) ? reply.chunks : [];
  return chunks.flatMap((chunk) => {
    const lines = chunk.split('\n');
    const named = lines.find((line) => line.startsWith('event: '));
    const data = lines.filter((line) => line.startsWith('data: ')).map((line) => line.slice(6));
    const whole = chunk.startsWith('{') ? [chunk.trim()] : data;
    return whole.map((text) => ({ data: text, event: named?.slice(7) ?? '' }));
  });
}
