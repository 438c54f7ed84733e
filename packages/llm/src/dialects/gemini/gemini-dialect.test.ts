import { describe, expect, it } from 'vitest';
import type { ModelMessage } from '../../model-port.ts';
import { contentStream } from '../../testing/vendor-shapes-gemini.ts';
import { bodyOf, framesOf, wireCall } from '../../testing/wire-call.ts';
import { geminiDialect } from './gemini-dialect.ts';

const third = { name: 'gemini-3.7-flash' };
const second = { name: 'gemini-2.5-pro' };
const encode = (...change: Parameters<typeof wireCall>) => bodyOf(geminiDialect.encode(wireCall(...change)));
const weather = {
  name: 'weather',
  description: 'Weather.',
  parameters: { type: 'object', properties: { city: { type: 'string', minLength: 1 } } },
};
const called = (reasoning?: { text: string; signature: string }): ModelMessage => ({
  role: 'assistant',
  content: '',
  toolCalls: [
    { id: 'a', name: 'weather', arguments: { city: 'Oslo' } },
    { id: 'b', name: 'weather', arguments: { city: 'Rome' } },
  ],
  ...(reasoning === undefined ? {} : { reasoning }),
});
const result = (id: string, content: string, isError = false): ModelMessage => ({
  role: 'tool',
  toolCallId: id,
  name: 'weather',
  content,
  isError,
});

describe('a request to Gemini', () => {
  it('goes to the model’s own address, streamed or not', () => {
    const path = (streamed: boolean) => geminiDialect.encode(wireCall({ streamed }, third)).path;
    expect(path(true)).toBe('/models/gemini-3.7-flash:streamGenerateContent?alt=sse');
    expect(path(false)).toBe('/models/gemini-3.7-flash:generateContent');
    expect(geminiDialect.authorise('k')).toEqual({ 'x-goog-api-key': 'k' });
  });

  it('is instructions, contents with results in one, tools and bounds', () => {
    const body = encode(
      {
        messages: [
          { role: 'system', content: 'Be brief.' },
          {
            role: 'user',
            content: [
              { type: 'text', text: 'Oslo?' },
              { type: 'image', mediaType: 'image/png', data: 'iVBO' },
            ],
          },
          called(),
          result('a', '-4'),
          result('b', 'no such city', true),
        ],
        tools: [weather],
        toolChoice: { name: 'weather' },
        temperature: 0.5,
        topP: 0.9,
        seed: 3,
        stop: ['END'],
      },
      second,
    );
    expect(body).toEqual({
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      contents: [
        { role: 'user', parts: [{ text: 'Oslo?' }, { inlineData: { mimeType: 'image/png', data: 'iVBO' } }] },
        {
          role: 'model',
          parts: [
            { functionCall: { id: 'a', name: 'weather', args: { city: 'Oslo' } } },
            { functionCall: { id: 'b', name: 'weather', args: { city: 'Rome' } } },
          ],
        },
        {
          role: 'user',
          parts: [
            { functionResponse: { id: 'a', name: 'weather', response: { result: '-4' } } },
            { functionResponse: { id: 'b', name: 'weather', response: { error: 'no such city' } } },
          ],
        },
      ],
      tools: [
        {
          functionDeclarations: [
            {
              name: 'weather',
              description: 'Weather.',
              parametersJsonSchema: { type: 'object', properties: { city: { type: 'string' } } },
            },
          ],
        },
      ],
      toolConfig: { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['weather'] } },
      generationConfig: {
        maxOutputTokens: 500,
        temperature: 0.5,
        topP: 0.9,
        seed: 3,
        stopSequences: ['END'],
      },
    });
  });

  it.each([
    [third, 'none', { thinkingLevel: 'low', includeThoughts: true }],
    [third, 'medium', { thinkingLevel: 'medium', includeThoughts: true }],
    [{ name: 'gemini-3-pro-preview' }, 'medium', { thinkingLevel: 'high', includeThoughts: true }],
    [second, 'none', { thinkingBudget: 128 }],
    [{ name: 'gemini-2.5-flash' }, 'none', { thinkingBudget: 0 }],
    [second, 'low', { thinkingBudget: 1_024, includeThoughts: true }],
  ] as const)('tells %j how hard to think: %s', (model, effort, thinkingConfig) => {
    expect(encode({ effort }, model)).toMatchObject({ generationConfig: { thinkingConfig } });
  });

  it('holds an answer to a schema, beside tools only where the model can', () => {
    const outputSchema = {
      type: 'object',
      properties: { n: { const: 1, $comment: 'one' } },
      required: ['n'],
    };
    const held = { type: 'object', properties: { n: { enum: [1] } }, required: ['n'] };
    const configOf = (...change: Parameters<typeof wireCall>) => encode(...change).generationConfig;
    expect(configOf({ outputSchema }, second)).toMatchObject({
      responseMimeType: 'application/json',
      responseJsonSchema: held,
    });
    expect(configOf({ outputSchema, tools: [weather] }, second)).not.toHaveProperty('responseJsonSchema');
    expect(configOf({ outputSchema, tools: [weather] }, third)).toHaveProperty('responseJsonSchema');
    expect(configOf({ outputSchema, tools: [weather], toolChoice: 'required' }, third)).not.toHaveProperty(
      'responseJsonSchema',
    );
    const combined = encode({ outputSchema: { allOf: [outputSchema] } }, third);
    expect(combined.generationConfig).not.toHaveProperty('responseJsonSchema');
    expect(JSON.stringify(combined.systemInstruction)).toContain('JSON Schema');
  });
});

describe('seals', () => {
  const asked: ModelMessage = { role: 'user', content: 'Oslo?' };
  const partsOf = (message: ModelMessage, model = third) => {
    const { contents } = encode({ messages: [asked, message] }, model) as { contents: { parts: object[] }[] };
    return contents[1]?.parts;
  };

  it('go back on the part that they came with', () => {
    const read = (answer: Parameters<typeof contentStream>[0]) => {
      const decoder = geminiDialect.decoder(wireCall());
      const events = framesOf(contentStream(answer)).flatMap(({ data }) => [...decoder.read(data, '')]);
      return [...events, ...decoder.end()].flatMap((event) =>
        event.type === 'reasoning' && event.signature !== undefined ? [event.signature] : [],
      );
    };
    const calls = [{ id: 'a', name: 'weather', argumentPieces: ['{}'] }];
    const [onCall = ''] = read({ calls, seal: 'EpEg' });
    expect(partsOf(called({ text: '', signature: onCall }))).toMatchObject([
      { functionCall: { id: 'a' }, thoughtSignature: 'EpEg' },
      { functionCall: { id: 'b' } },
    ]);
    const [onText = ''] = read({ text: ['Cold.'], seal: 'EqkE' });
    const reasoning = { text: '', signature: onText };
    expect(partsOf({ role: 'assistant', content: 'Cold.', toolCalls: [], reasoning })).toEqual([
      { text: 'Cold.', thoughtSignature: 'EqkE' },
    ]);
  });

  it('of others are replaced by the mark that Gemini 3 asks for, and left out before it', () => {
    const foreign = called({ text: 'Hm.', signature: 'anthropic:EqQB' });
    expect(partsOf(foreign)?.[0]).toMatchObject({ thoughtSignature: 'skip_thought_signature_validator' });
    expect(partsOf(foreign)?.[1]).not.toHaveProperty('thoughtSignature');
    expect(partsOf(foreign, second)?.[0]).not.toHaveProperty('thoughtSignature');
  });
});

describe('an answer of Gemini', () => {
  const read = (...values: object[]) => {
    const decoder = geminiDialect.decoder(wireCall());
    return [...values.flatMap((value) => [...decoder.read(JSON.stringify(value), '')]), ...decoder.end()];
  };
  const ends = (finishReason: string, usageMetadata?: object) =>
    read({ candidates: [{ content: { parts: [] }, finishReason }], usageMetadata }).at(-1);

  it.each([
    ['STOP', 'stop'],
    ['MAX_TOKENS', 'length'],
    ['SAFETY', 'content_filter'],
    ['RECITATION', 'content_filter'],
    ['PROHIBITED_CONTENT', 'content_filter'],
  ])('ends by %s with %s', (reason, finishReason) => {
    expect(ends(reason)).toMatchObject({ type: 'finish', finishReason });
  });

  it.each(['MALFORMED_FUNCTION_CALL', 'OTHER'])('is no answer where it ends by %s', (reason) => {
    expect(() => ends(reason)).toThrow(expect.objectContaining({ kind: 'bad_answer' }));
  });

  it('tells a prompt that was blocked', () => {
    const usageMetadata = { promptTokenCount: 9, totalTokenCount: 9 };
    expect(read({ promptFeedback: { blockReason: 'PROHIBITED_CONTENT' }, usageMetadata })).toMatchObject([
      { type: 'progress' },
      { type: 'finish', finishReason: 'content_filter', usage: { input: 9, output: 0 } },
    ]);
  });

  it('counts thinking as output, and what its own tools read as input', () => {
    const counted = {
      promptTokenCount: 7,
      candidatesTokenCount: 2,
      totalTokenCount: 103,
      thoughtsTokenCount: 94,
    };
    expect(
      ends('STOP', { ...counted, toolUsePromptTokenCount: 20, cachedContentTokenCount: 4 }),
    ).toMatchObject({
      usage: { input: 27, cachedInput: 4, output: 96, reasoning: 94 },
    });
    expect(ends('STOP', { promptTokenCount: 7, totalTokenCount: 19 })).toMatchObject({
      usage: { output: 12 },
    });
  });
});

describe('embeddings of Gemini', () => {
  it('are asked for in a batch, and say nothing of tokens', () => {
    const wire = geminiDialect.embeddings?.encode({
      model: 'gemini-embedding-001',
      input: ['a', 'b'],
      dimensions: 3,
    });
    expect(wire?.path).toBe('/models/gemini-embedding-001:batchEmbedContents');
    expect(JSON.parse(wire?.body ?? '').requests).toMatchObject([
      { model: 'models/gemini-embedding-001', content: { parts: [{ text: 'a' }] }, outputDimensionality: 3 },
      {},
    ]);
    const body = '{"embeddings":[{"values":[1,2]},{"values":[3,4]}]}';
    expect(geminiDialect.embeddings?.decode(body)).toEqual({
      vectors: [
        [1, 2],
        [3, 4],
      ],
      inputTokens: null,
    });
  });
});
