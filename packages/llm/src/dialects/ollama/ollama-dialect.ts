import type { Dialect } from '../dialect.ts';
import { createChatDecoder } from './chat-decoder.ts';
import { embeddings } from './embeddings.ts';
import { encodeChat } from './encode-chat.ts';

/** Ollama's own API. Base URL `http://localhost:11434`; a key is for Ollama's cloud alone. */
export const ollamaDialect: Dialect = {
  id: 'ollama',
  framing: 'ndjson',
  encode: encodeChat,
  authorise: (secret) => (secret === '' ? {} : { authorization: `Bearer ${secret}` }),
  decoder: createChatDecoder,
  continues: () => true,
  embeddings,
};
