import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wireCall } from '../../testing/wire-call.ts';
import { createEnvelope } from './envelope.ts';
import { compatibleDialect } from './openai-dialect.ts';

/** A chunk whose parts besides the text may be the same as before or not. */
const chunks = fc.record({
  content: fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', '"', '\\', '"}}', '","finish_reason":"stop', 'content', '\u2028', '\ud83d\ude42'),
  ),
  id: fc.constantFrom('chatcmpl-1', 'chatcmpl-1', 'chatcmpl-1', 'content'),
  more: fc.constantFrom({}, {}, {}, { finish_reason: 'length' }, { index: 1 }, { logprobs: null }),
  top: fc.constantFrom({}, {}, {}, { usage: { prompt_tokens: 3, completion_tokens: 4 } }, { content: 'x' }),
});
type Chunk = { content: string; id: string; more: object; top: object };
const written = ({ content, id, more, top }: Chunk) =>
  JSON.stringify({ id, choices: [{ index: 0, delta: { content }, finish_reason: null, ...more }], ...top });

describe('reading text without parsing', () => {
  it('reads what parsing would, chunk by chunk', () => {
    fc.assert(
      fc.property(fc.array(chunks, { maxLength: 12 }), (values) => {
        const decoder = compatibleDialect.decoder(wireCall());
        for (const value of values) {
          const data = written(value);
          // A decoder that has read nothing before parses.
          const parsed = compatibleDialect.decoder(wireCall()).read(data, '');
          expect(decoder.read(data, '')).toEqual(parsed);
        }
        const reasons = values.filter(({ more }) => 'finish_reason' in more);
        if (reasons.length > 0) expect(decoder.end().at(-1)).toMatchObject({ finishReason: 'length' });
        else expect(() => decoder.end()).toThrow();
      }),
      { numRuns: 1_000 },
    );
  });

  const chunk = (content: string) => written({ content, id: '1', more: {}, top: {} });
  const taught = (content: string) => {
    const envelope = createEnvelope();
    envelope.learn(chunk(content), JSON.parse(chunk(content)), content);
    return envelope;
  };

  it('does read text that way, with what JSON escapes', () => {
    const said = ['Oslo', '"quoted"', 'back\\slash\n', '🙂', ''];
    const envelope = taught('Hello');
    expect(said.map((text) => envelope.open(chunk(text)))).toEqual(said);
  });

  it('takes no other field called content for the text', () => {
    const data = '{"content":"a","choices":[{"index":0,"delta":{"content": "a"}}]}';
    const envelope = createEnvelope();
    envelope.learn(data, JSON.parse(data), 'a');
    expect(envelope.open(data)).toBeNull();
  });

  it('learns nothing from a chunk that counts or ends', () => {
    const counted = written({ content: 'a', id: '1', more: {}, top: { usage: { prompt_tokens: 3 } } });
    const last = written({ content: 'a', id: '1', more: { finish_reason: 'length' }, top: {} });
    for (const data of [counted, last]) {
      const envelope = createEnvelope();
      envelope.learn(data, JSON.parse(data), 'a');
      expect(envelope.open(data)).toBeNull();
    }
  });

  it('leaves what ends early, and what says more, to the parser', () => {
    const envelope = taught('Hello');
    expect(envelope.open(chunk('a').replace('"a"', '"a","tool_calls":[],"b":"c"'))).toBeNull();
    expect(envelope.open(chunk('a').slice(0, 30))).toBeNull();
    expect(envelope.open(chunk('a').replace('null', '"stop"'))).toBeNull();
  });
});
