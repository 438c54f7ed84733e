import { isAppError } from '@agent-factory/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FieldError } from './field-error.ts';
import { readChatRequest } from './read-chat-request.ts';
import { readEmbedRequest } from './read-embed-request.ts';

const user = { role: 'user', content: 'hello' };
const weather = { type: 'function', function: { name: 'weather', parameters: { type: 'object' } } };
const call = { id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"city":"Riga"}' } };

function read(change: object) {
  return readChatRequest({ model: 'auto', messages: [user], ...change }, null);
}

function paramRefused(change: object): string {
  try {
    read(change);
  } catch (error) {
    if (error instanceof FieldError) return error.param;
    throw error;
  }
  return 'nothing';
}

describe('what is read', () => {
  test.each([
    ['auto', { kind: 'auto', task: 'auto' }, []],
    ['auto:research', { kind: 'auto', task: 'research' }, []],
    ['openai/gpt-5-mini', { kind: 'model', model: 'openai/gpt-5-mini' }, ['openai/gpt-5-mini']],
    [
      'openrouter/meta/llama:free',
      { kind: 'model', model: 'openrouter/meta/llama:free' },
      ['openrouter/meta/llama:free'],
    ],
    ['agent:ticket-triage', { kind: 'agent', name: 'ticket-triage' }, []],
  ])('the model %s', (model, target, use) => {
    const chat = read({ model });
    expect(chat.target).toEqual(target);
    expect(chat.request.use).toEqual(use);
  });

  test('a conversation with images, calls and results', () => {
    const { request } = read({
      messages: [
        {
          role: 'developer',
          content: [
            { type: 'text', text: 'Be ' },
            { type: 'text', text: 'brief.' },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Where is this?' },
            { type: 'image_url', image_url: { url: 'data:image/PNG;base64,QUJD', detail: 'low' } },
            { type: 'image_url', image_url: { url: 'https://example.org/a.png' } },
          ],
        },
        {
          role: 'assistant',
          content: null,
          tool_calls: [call, { ...call, id: 'call_2', function: { name: 'odd', arguments: '{oops' } }],
        },
        { role: 'tool', tool_call_id: 'call_1', content: 'rain' },
        { role: 'tool', tool_call_id: 'call_2', content: [{ type: 'text', text: 'no' }] },
      ],
    });
    expect(request.messages).toEqual([
      { role: 'system', content: 'Be brief.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Where is this?' },
          { type: 'image', mediaType: 'image/png', data: 'QUJD' },
          { type: 'image_url', url: 'https://example.org/a.png' },
        ],
      },
      {
        role: 'assistant',
        content: '',
        toolCalls: [
          { id: 'call_1', name: 'weather', arguments: { city: 'Riga' } },
          { id: 'call_2', name: 'odd', arguments: {}, invalidJson: '{oops' },
        ],
      },
      { role: 'tool', toolCallId: 'call_1', name: 'weather', content: 'rain', isError: false },
      { role: 'tool', toolCallId: 'call_2', name: 'odd', content: 'no', isError: false },
    ]);
  });

  test('settings, and a null where nothing is meant', () => {
    const schema = { type: 'object', properties: {} };
    const { request, includeUsage, streamed } = read({
      tools: [weather],
      tool_choice: { type: 'function', function: { name: 'weather' } },
      parallel_tool_calls: false,
      response_format: { type: 'json_schema', json_schema: { name: 'x', strict: true, schema } },
      temperature: 0,
      top_p: 0.5,
      stop: 'END',
      seed: 7,
      reasoning_effort: 'minimal',
      max_completion_tokens: 50,
      max_tokens: 60,
      stream: true,
      stream_options: { include_usage: true },
      user: 'someone',
      n: 1,
      store: false,
      frequency_penalty: null,
    });
    expect(request).toMatchObject({
      tools: [{ name: 'weather', description: '', parameters: { type: 'object' } }],
      toolChoice: { name: 'weather' },
      parallelToolCalls: false,
      outputSchema: schema,
      temperature: 0,
      topP: 0.5,
      stop: ['END'],
      seed: 7,
      reasoning: 'low',
      maxOutputTokens: 50,
      extra: { user: 'someone' },
    });
    expect({ includeUsage, streamed }).toEqual({ includeUsage: true, streamed: true });
    expect(read({ temperature: null, tools: null, stream: null }).request).toEqual(read({}).request);
  });

  test('what changes an answer is passed on to a model that was named, and to no other', () => {
    expect(read({ model: 'openai/gpt-5-mini', logprobs: true }).request.extra).toEqual({ logprobs: true });
    expect(paramRefused({ logprobs: true })).toBe('logprobs');
    expect(paramRefused({ logprobs: false })).toBe('nothing');
  });
});

describe('what is refused names its field', () => {
  test.each([
    ['model', { model: undefined }],
    ['model', { model: 'auto:poetry' }],
    ['model', { model: 4 }],
    ['messages', { messages: [] }],
    ['messages', { messages: 'hello' }],
    ['messages[0].role', { messages: [{ role: 'function', content: 'x' }] }],
    ['messages[0].content', { messages: [{ role: 'user' }] }],
    ['messages[0].content[0].type', { messages: [{ role: 'user', content: [{ type: 'input_audio' }] }] }],
    [
      'messages[0].content[0].image_url.url',
      {
        messages: [
          { role: 'user', content: [{ type: 'image_url', image_url: { url: 'http://a.b/c.png' } }] },
        ],
      },
    ],
    [
      'messages[0].content[0].image_url.url',
      {
        messages: [
          {
            role: 'user',
            content: [{ type: 'image_url', image_url: { url: 'data:text/html;base64,QQ==' } }],
          },
        ],
      },
    ],
    ['messages[0].content', { messages: [{ role: 'assistant' }] }],
    [
      'messages[1].tool_call_id',
      { messages: [user, { role: 'tool', tool_call_id: 'nobody', content: 'x' }] },
    ],
    ['tools[0].function.name', { tools: [{ type: 'function', function: { name: 'not a name' } }] }],
    ['tools[0].type', { tools: [{ type: 'custom' }] }],
    ['tool_choice', { tool_choice: 'required' }],
    [
      'tool_choice.function.name',
      { tools: [weather], tool_choice: { type: 'function', function: { name: 'x' } } },
    ],
    ['response_format.type', { response_format: { type: 'xml' } }],
    ['response_format.json_schema', { response_format: { type: 'json_schema' } }],
    ['temperature', { temperature: 3 }],
    ['temperature', { temperature: '1' }],
    ['max_tokens', { max_tokens: 0 }],
    ['seed', { seed: 1.5 }],
    ['stop', { stop: ['a', 'b', 'c', 'd', 'e'] }],
    ['stream', { stream: 'yes' }],
    ['stream_options', { stream_options: { include_usage: true } }],
    ['reasoning_effort', { reasoning_effort: 'toString' }],
    ['n', { n: 2 }],
    ['functions', { functions: [] }],
    ['audio', { audio: {} }],
    ['store', { store: true }],
    ['modalities', { modalities: ['text', 'audio'] }],
    ['made_up', { made_up: 1 }],
  ])('%s', (param, change) => {
    expect(paramRefused(change)).toBe(param);
  });
});

test('no JSON makes a reader fail in another way than by naming what is wrong', () => {
  const keys = [
    'model',
    'messages',
    'tools',
    'tool_choice',
    'response_format',
    'stop',
    'stream',
    'stream_options',
  ];
  const pieces = ['role', 'content', 'type', 'function', 'name', 'image_url', 'url', 'tool_calls', 'input'];
  const words = fc.constantFrom(
    'auto',
    'user',
    'assistant',
    'tool',
    'text',
    'function',
    'image_url',
    'https://a',
    '__proto__',
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      words,
      fc.constantFrom(null, true, 0, -1, 1e308),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...pieces), tie('value'), { maxKeys: 4 }),
    ),
  }));
  const body = fc.oneof(value, fc.dictionary(fc.constantFrom(...keys), value));
  fc.assert(
    fc.property(body, (given) => {
      for (const reader of [readChatRequest, readEmbedRequest]) {
        try {
          reader(given, null);
        } catch (error) {
          if (!isAppError(error) || !['invalid_input', 'not_found'].includes(error.code)) throw error;
        }
      }
    }),
    { numRuns: 2_000 },
  );
});
