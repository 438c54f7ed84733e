import { describe, expect, it } from 'vitest';
import { bodyOf, wireCall } from '../../testing/wire-call.ts';
import { ollamaDialect } from './ollama-dialect.ts';

const encode = (...change: Parameters<typeof wireCall>) => bodyOf(ollamaDialect.encode(wireCall(...change)));
const weather = { name: 'weather', description: 'Weather.', parameters: { type: 'object', properties: {} } };
const time = { ...weather, name: 'time' };

describe('a request to Ollama', () => {
  it('is messages with their images, tools, a schema and options', () => {
    const body = encode({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'See' },
            { type: 'image', mediaType: 'image/png', data: 'iVBO' },
          ],
        },
        {
          role: 'assistant',
          content: '',
          toolCalls: [{ id: 'a', name: 'weather', arguments: { city: 'Oslo' } }],
        },
        { role: 'tool', toolCallId: 'a', name: 'weather', content: '-4', isError: false },
      ],
      tools: [weather],
      outputSchema: { type: 'array' },
      temperature: 0,
      topP: 0.5,
      seed: 1,
      stop: ['END'],
      streamed: false,
    });
    expect(body).toMatchObject({
      messages: [
        { role: 'user', content: 'See', images: ['iVBO'] },
        { role: 'assistant', tool_calls: [{ function: { name: 'weather', arguments: { city: 'Oslo' } } }] },
        { role: 'tool', content: '-4', tool_name: 'weather' },
      ],
      tools: [{ type: 'function', function: weather }],
      format: { type: 'array' },
      stream: false,
      options: { num_predict: 500, num_ctx: 4_096, temperature: 0, top_p: 0.5, seed: 1, stop: ['END'] },
    });
  });

  it('asks for a context that holds the prompt and the answer, up to the model’s own', () => {
    const messages = [{ role: 'user' as const, content: 'word '.repeat(9_000) }];
    expect(encode({ messages })).toMatchObject({ options: { num_ctx: 16_384 } });
    expect(encode({ messages }, { contextTokens: 8_192 })).toMatchObject({ options: { num_ctx: 8_192 } });
  });

  it('offers the tools that may be called', () => {
    const names = (toolChoice: 'none' | 'required' | { name: string }) => {
      const { tools } = encode({ tools: [weather, time], toolChoice });
      return Array.isArray(tools) ? tools.map((tool) => tool.function.name) : [];
    };
    expect(names('none')).toEqual([]);
    expect(names('required')).toEqual(['weather', 'time']);
    expect(names({ name: 'time' })).toEqual(['time']);
  });

  it('switches thinking on and off, and names levels where the model has them', () => {
    expect(encode({ effort: 'none' }, { name: 'qwen3:8b' }).think).toBe(false);
    expect(encode({ effort: 'low' }, { name: 'qwen3:8b' }).think).toBe(true);
    expect(encode({ effort: 'medium' }, { name: 'gpt-oss:20b' }).think).toBe('medium');
    expect(encode()).not.toHaveProperty('think');
  });

  it('refuses an image by its address, which Ollama would not fetch', () => {
    const content = [{ type: 'image_url' as const, url: 'https://example.com/a.png' }];
    expect(() => encode({ messages: [{ role: 'user', content }] })).toThrow(
      expect.objectContaining({ kind: 'invalid_request' }),
    );
  });
});

describe('an answer of Ollama', () => {
  it('has no count where a part of it is missing', () => {
    const decoder = ollamaDialect.decoder(wireCall());
    const line = { message: { content: 'Hi' }, done: true, done_reason: 'stop', eval_count: 5 };
    expect(decoder.read(JSON.stringify(line), '').at(-1)).toMatchObject({ type: 'finish', usage: null });
  });

  it('may be an error of its own form', () => {
    const decoder = ollamaDialect.decoder(wireCall());
    expect(() => decoder.read('{"error":"model runner has unexpectedly stopped"}', '')).toThrow(
      expect.objectContaining({ kind: 'unavailable' }),
    );
  });
});

describe('embeddings of Ollama', () => {
  it('come in one call', () => {
    const wire = ollamaDialect.embeddings?.encode({ model: 'nomic-embed-text', input: ['a', 'b'] });
    expect(wire).toMatchObject({
      path: '/api/embed',
      body: '{"model":"nomic-embed-text","input":["a","b"]}',
    });
    const body = '{"embeddings":[[1,2],[3,4]],"prompt_eval_count":8}';
    expect(ollamaDialect.embeddings?.decode(body)).toEqual({
      vectors: [
        [1, 2],
        [3, 4],
      ],
      inputTokens: 8,
    });
    expect(() => ollamaDialect.embeddings?.decode('{"embeddings":[]}')).toThrow();
  });
});
