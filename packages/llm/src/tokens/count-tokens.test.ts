import { describe, expect, it } from 'vitest';
import { describeModel, usualImageTokens } from '../catalogue/catalogue-model.ts';
import type { ContentPart, ModelMessage } from '../model-port.ts';
import { countInput, inputFor } from './count-tokens.ts';

const count = (...messages: ModelMessage[]) => countInput({ messages, tools: [] });
const picture: ContentPart = { type: 'image', mediaType: 'image/png', data: 'A'.repeat(1_000_000) };
const user = (content: string | readonly ContentPart[]): ModelMessage => ({ role: 'user', content });

describe('counting the input', () => {
  it('counts the text of parts as it counts the text alone', () => {
    expect(count(user([{ type: 'text', text: 'How are you?' }]))).toEqual(count(user('How are you?')));
  });

  it('counts an image by what vendors make of it, and not by its bytes', () => {
    const without = count(user([]));
    const linked: ContentPart = { type: 'image_url', url: 'https://example.com/a.png' };
    expect(count(user([picture, linked]))).toEqual({
      expected: without.expected + 2 * usualImageTokens.expected,
      atMost: without.atMost + 2 * usualImageTokens.atMost,
      images: 2,
    });
  });

  it('takes the image of the model that will see it', () => {
    const model = describeModel({
      provider: 'a',
      name: 'x',
      title: 'X',
      tier: 1,
      contextTokens: 1_000,
      maxOutputTokens: 1_000,
      imageTokens: { expected: 10, atMost: 20 },
      price: null,
    });
    const without = count(user([]));
    expect(inputFor(count(user([picture, picture])), model)).toEqual({
      expected: without.expected + 20,
      atMost: without.atMost + 40,
      images: 2,
    });
    expect(inputFor(without, model)).toBe(without);
  });

  it('counts a thought that is handed back, and none that is not', () => {
    const said = (reasoning?: { text: string; signature?: string }): ModelMessage => ({
      role: 'assistant',
      content: 'Yes.',
      toolCalls: [],
      ...(reasoning === undefined ? {} : { reasoning }),
    });
    const plain = count(said());
    expect(count(said({ text: 'Let me think.' }))).toEqual(plain);
    expect(count(said({ text: 'Let me think.', signature: 'sealed' })).atMost).toBe(plain.atMost + 13 + 6);
  });

  it('counts tools the same the second time', () => {
    const tools = [{ name: 'look', description: 'Looks.', parameters: { type: 'object' } }];
    const once = countInput({ messages: [], tools });
    expect(countInput({ messages: [], tools })).toEqual(once);
    expect(once.atMost).toBeGreaterThan(Buffer.byteLength(JSON.stringify(tools)));
  });
});
