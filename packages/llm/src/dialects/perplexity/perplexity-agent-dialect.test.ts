import { describe, expect, it } from 'vitest';
import { bodyOf, wireCall } from '../../testing/wire-call.ts';
import { perplexityAgentDialect } from './perplexity-agent-dialect.ts';

const read = (value: object) => perplexityAgentDialect.decoder(wireCall()).read(JSON.stringify(value), '');

describe('a response of Perplexity’s agent', () => {
  it('is asked for by the model’s full name, with a search and the schema', () => {
    const outputSchema = { type: 'object', properties: {} };
    const call = wireCall({ outputSchema, streamed: false }, { name: 'sonar' });
    const wire = perplexityAgentDialect.encode(call);
    expect(wire.path).toBe('/responses');
    expect(bodyOf(wire)).toEqual({
      model: 'perplexity/sonar',
      instructions: 'Be brief.',
      input: [{ type: 'message', role: 'user', content: 'How are you?' }],
      tools: [{ type: 'web_search' }],
      max_output_tokens: 500,
      response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: outputSchema } },
      stream: false,
    });
  });

  it('tells of its work before it writes', () => {
    expect(read({ type: 'response.reasoning.search_queries', queries: ['a'] })).toEqual([
      { type: 'progress' },
    ]);
  });

  it.each([
    ['max_output_tokens', 'length'],
    ['content_filter', 'content_filter'],
  ])('may be incomplete: %s', (reason, finishReason) => {
    const response = { status: 'incomplete', incomplete_details: { reason }, output: [] };
    expect(read({ type: 'response.incomplete', response }).at(-1)).toMatchObject({
      finishReason,
      usage: null,
    });
  });

  it('may fail', () => {
    const response = { status: 'failed', error: { code: 'rate_limit_exceeded', message: 'slow down' } };
    expect(() => read({ type: 'response.failed', response })).toThrow(
      expect.objectContaining({ kind: 'rate_limited' }),
    );
  });

  it('says nothing that another protocol would understand', () => {
    const decoder = perplexityAgentDialect.decoder(wireCall());
    decoder.read('{"choices":[{"delta":{"content":"Paris"},"finish_reason":"stop"}]}', '');
    expect(() => decoder.end()).toThrow(expect.objectContaining({ kind: 'truncated' }));
  });
});
