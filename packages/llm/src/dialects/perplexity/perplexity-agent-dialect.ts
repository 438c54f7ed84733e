import type { Dialect } from '../dialect.ts';
import { encodeResponse } from './encode-response.ts';
import { createResponseDecoder } from './response-decoder.ts';

/** Perplexity's Agent API. Base URL `https://api.perplexity.ai/v1` (docs/decisions/0122). */
export const perplexityAgentDialect: Dialect = {
  id: 'perplexity-agent',
  framing: 'sse',
  encode: encodeResponse,
  authorise: (secret) => (secret === '' ? {} : { authorization: `Bearer ${secret}` }),
  decoder: createResponseDecoder,
};
