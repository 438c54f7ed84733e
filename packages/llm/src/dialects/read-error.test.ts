import { describe, expect, it } from 'vitest';
import { readHttpError, readStreamError } from './read-error.ts';

const body = (error: unknown) => JSON.stringify({ error });

/** In the words that vendors use, as their documentation and their users' reports have them. */
const said: [what: string, status: number, text: string, kind: string][] = [
  [
    'OpenAI: bad key',
    401,
    body({ message: 'Incorrect API key provided: sk-…', code: 'invalid_api_key' }),
    'auth',
  ],
  [
    'OpenAI: no money',
    429,
    body({
      message: 'You exceeded your current quota, please check your plan and billing details.',
      type: 'insufficient_quota',
    }),
    'auth',
  ],
  [
    'OpenAI: too fast',
    429,
    body({
      message: 'Rate limit reached for gpt-5-mini on tokens per min (TPM)',
      code: 'rate_limit_exceeded',
    }),
    'rate_limited',
  ],
  [
    'OpenAI: too long',
    400,
    body({
      message: "This model's maximum context length is 128000 tokens.",
      code: 'context_length_exceeded',
    }),
    'context_length',
  ],
  [
    'OpenAI: no model',
    404,
    body({ message: 'The model `gpt-9` does not exist', code: 'model_not_found' }),
    'unknown_model',
  ],
  [
    'OpenAI: policy',
    400,
    body({
      message: 'Invalid prompt: your prompt was flagged as potentially violating our usage policy.',
      code: 'invalid_prompt',
    }),
    'content_filter',
  ],
  [
    'OpenAI: bad request',
    400,
    body({ message: "Unsupported parameter: 'max_tokens'", type: 'invalid_request_error' }),
    'invalid_request',
  ],
  [
    'Azure: filter',
    400,
    body({
      code: 'content_filter',
      message:
        "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
    }),
    'content_filter',
  ],
  ['Anthropic: overloaded', 529, body({ type: 'overloaded_error', message: 'Overloaded' }), 'unavailable'],
  [
    'Anthropic: too long',
    400,
    body({ type: 'invalid_request_error', message: 'prompt is too long: 210000 tokens > 200000 maximum' }),
    'context_length',
  ],
  [
    'Anthropic: too long with output',
    400,
    body({
      type: 'invalid_request_error',
      message: 'input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000',
    }),
    'context_length',
  ],
  [
    'Anthropic: no credit',
    400,
    body({
      type: 'invalid_request_error',
      message: 'Your credit balance is too low to access the Anthropic API.',
    }),
    'auth',
  ],
  [
    'Anthropic: filter',
    400,
    body({ type: 'invalid_request_error', message: 'Output blocked by content filtering policy' }),
    'content_filter',
  ],
  [
    'Anthropic: too large',
    413,
    body({ type: 'request_too_large', message: 'Request exceeds the maximum size' }),
    'context_length',
  ],
  [
    'Anthropic: tool schema',
    400,
    body({ type: 'invalid_request_error', message: 'tools.0.custom.input_schema.type: Field required' }),
    'invalid_request',
  ],
  [
    'Gemini: bad key',
    400,
    body({
      code: 400,
      message: 'API key not valid. Please pass a valid API key.',
      status: 'INVALID_ARGUMENT',
      details: [{ reason: 'API_KEY_INVALID' }],
    }),
    'auth',
  ],
  [
    'Gemini: too fast',
    429,
    body({
      code: 429,
      message: 'You exceeded your current quota, please check your plan and billing details.',
      status: 'RESOURCE_EXHAUSTED',
    }),
    'rate_limited',
  ],
  [
    'Gemini: too long',
    400,
    body({
      code: 400,
      message: 'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).',
      status: 'INVALID_ARGUMENT',
    }),
    'context_length',
  ],
  [
    'Gemini: busy',
    503,
    body({ code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' }),
    'unavailable',
  ],
  [
    'Gemini: level',
    400,
    body({
      code: 400,
      message: 'Thinking level MINIMAL is not supported for this model.',
      status: 'INVALID_ARGUMENT',
    }),
    'invalid_request',
  ],
  [
    'Mistral: too long',
    400,
    JSON.stringify({
      object: 'error',
      message:
        'Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length',
      type: 'invalid_request_error',
    }),
    'context_length',
  ],
  [
    'Mistral: field',
    422,
    JSON.stringify({ detail: [{ type: 'extra_forbidden', loc: ['body', 'stream_options'] }] }),
    'invalid_request',
  ],
  [
    'Mistral: no model',
    400,
    JSON.stringify({ message: 'Invalid model: mistral-xl', type: 'invalid_model', code: '1500' }),
    'unknown_model',
  ],
  [
    'Groq: bad call',
    400,
    body({
      message: 'Failed to call a function. Please adjust your prompt.',
      code: 'tool_use_failed',
      failed_generation: '<function=…',
    }),
    'bad_answer',
  ],
  [
    'Groq: retired',
    400,
    body({ message: 'The model `x` has been decommissioned', code: 'model_decommissioned' }),
    'unknown_model',
  ],
  ['OpenRouter: no credit', 402, body({ code: 402, message: 'Insufficient credits' }), 'auth'],
  [
    'OpenRouter: moderation',
    403,
    body({ code: 403, message: 'Input was flagged', metadata: { reasons: ['violence'] } }),
    'content_filter',
  ],
  [
    'OpenRouter: no provider',
    404,
    body({ code: 404, message: 'No endpoints found that support tool use' }),
    'unknown_model',
  ],
  [
    'llama.cpp: too long',
    400,
    body({ message: 'the request exceeds the available context size', type: 'exceed_context_size_error' }),
    'context_length',
  ],
  ['Ollama: no model', 404, JSON.stringify({ error: "model 'llama9' not found" }), 'unknown_model'],
  ['a proxy: a page', 502, '<html><body>502 Bad Gateway</body></html>', 'unavailable'],
  ['a proxy: nothing', 500, '', 'unavailable'],
  ['a teapot', 418, '', 'invalid_request'],
];

describe('an error by HTTP', () => {
  it.each(said)('%s (%i)', (_, status, text, kind) => {
    const error = readHttpError(status, {}, text);
    expect(error.kind).toBe(kind);
    expect(error.message).toContain(`(${status})`);
  });

  it('keeps the vendor’s words out of its own, and as its cause', () => {
    const error = readHttpError(500, {}, body({ message: 'sk-secret leaked' }));
    expect(error.message).toBe('it is unavailable (500)');
    expect(error.cause).toMatchObject({ status: 500, text: expect.stringContaining('sk-secret') });
  });

  it.each([
    ['seconds', { 'retry-after': '30' }, '', 30],
    ['milliseconds first', { 'retry-after': '2', 'retry-after-ms': '1500' }, '', 1.5],
    [
      'a date, by the answer’s own clock',
      { 'retry-after': 'Sat, 21 Nov 2026 10:00:45 GMT', date: 'Sat, 21 Nov 2026 10:00:00 GMT' },
      '',
      45,
    ],
    [
      'a date that is past',
      { 'retry-after': 'Sat, 21 Nov 2026 10:00:00 GMT', date: 'Sat, 21 Nov 2026 10:00:09 GMT' },
      '',
      0,
    ],
    [
      'Google’s RetryInfo',
      {},
      body({ status: 'RESOURCE_EXHAUSTED', details: [{ retryDelay: '34.4s' }] }),
      34.4,
    ],
    ['nothing', {}, '', undefined],
    ['what is no time', { 'retry-after': 'soon' }, '', undefined],
  ])('waits by %s', (_, headers, text, seconds) => {
    expect(readHttpError(429, headers, text).retryAfterSeconds).toBe(seconds);
  });

  it('does not wait where waiting does not help', () => {
    expect(readHttpError(401, { 'retry-after': '30' }, '').retryAfterSeconds).toBeUndefined();
  });
});

describe('an error inside a stream', () => {
  it.each([
    ['Anthropic', { type: 'overloaded_error', message: 'Overloaded' }, 'unavailable'],
    ['Anthropic, its limit', { type: 'rate_limit_error', message: 'too fast' }, 'rate_limited'],
    ['OpenRouter', { code: 429, message: 'Provider returned error' }, 'rate_limited'],
    ['OpenRouter, its provider', { code: 502, message: 'Provider disconnected' }, 'unavailable'],
    ['OpenAI', { type: 'server_error', message: 'The server had an error' }, 'unavailable'],
    ['OpenAI, too long', { code: 'context_length_exceeded', message: '…' }, 'context_length'],
    ['Gemini', { code: 503, status: 'UNAVAILABLE', message: 'overloaded' }, 'unavailable'],
    ['a bad key', { type: 'authentication_error', message: 'invalid x-api-key' }, 'auth'],
    ['Ollama', 'model runner has unexpectedly stopped', 'unavailable'],
    ['nothing known', {}, 'unavailable'],
  ])('%s', (_, error, kind) => {
    expect(readStreamError(error).kind).toBe(kind);
  });
});
