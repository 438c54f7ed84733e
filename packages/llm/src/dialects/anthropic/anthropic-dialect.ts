import type { Dialect } from '../dialect.ts';
import { encodeMessage } from './encode-message.ts';
import { createMessageDecoder } from './message-decoder.ts';

/** Anthropic's Messages API. Base URL `https://api.anthropic.com`. */
export const anthropicDialect: Dialect = {
  id: 'anthropic',
  framing: 'sse',
  encode: encodeMessage,
  authorise: (secret) => (secret === '' ? {} : { 'x-api-key': secret }),
  decoder: createMessageDecoder,
  // Claude 4.6 and later refuse a last message of the assistant.
  continues: ({ name }) => /^claude-(?:3|(?:opus|sonnet|haiku)-4-[0-5](?:\D|$))/.test(name),
};
