import type { Dialect } from '../dialect.ts';
import { createCompletionDecoder } from './completion-decoder.ts';
import { embeddings } from './embeddings.ts';
import { encodeCompletion } from './encode-completion.ts';
import type { OpenaiQuirks } from './quirks.ts';

/** Chat completions as one service speaks them; `quirks` says where it departs from what most do. */
export function createOpenaiDialect(quirks: Partial<OpenaiQuirks> = {}): Dialect {
  const all: OpenaiQuirks = { ...usual, ...quirks };
  return {
    id: 'openai',
    framing: 'sse',
    encode: (call) => encodeCompletion(call, all),
    // Many services at addresses of one's own take no key.
    authorise: (secret) => (secret === '' ? {} : { authorization: `Bearer ${secret}` }),
    decoder: (call) => createCompletionDecoder(call, all),
    continues: all.continues,
    embeddings,
  };
}

const usual: OpenaiQuirks = {
  maxTokens: 'max_tokens',
  seed: 'seed',
  anyTool: 'required',
  lateSystem: true,
  alternates: false,
  streamOptions: true,
  toolId: { fits: /^.{1,40}$/, prefix: 'call_' },
  namesToolResults: false,
  prefix: false,
  holdsSchema: () => true,
  effort: (effort) => ({ reasoning_effort: effort }),
  extra: null,
  cites: false,
  marksCache: () => false,
  continues: () => false,
};
