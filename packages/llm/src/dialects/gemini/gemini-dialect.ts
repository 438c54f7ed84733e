import type { Dialect } from '../dialect.ts';
import { createContentDecoder } from './content-decoder.ts';
import { embeddings } from './embeddings.ts';
import { encodeContent } from './encode-content.ts';

/** Google's Gemini API. Base URL `https://generativelanguage.googleapis.com/v1beta`. */
export const geminiDialect: Dialect = {
  id: 'gemini',
  framing: 'sse',
  encode: encodeContent,
  authorise: (secret) => (secret === '' ? {} : { 'x-goog-api-key': secret }),
  decoder: createContentDecoder,
  embeddings,
};
