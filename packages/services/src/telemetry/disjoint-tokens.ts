import type { CallTokens } from '@agent-factory/llm';

type TokenKind = 'input' | 'cached_input' | 'cache_write' | 'output' | 'reasoning';

/** Tokens by kinds that do not overlap, so that they may be added up: what is cached or thought counts once. */
export function disjointTokens(tokens: CallTokens): readonly (readonly [TokenKind, number])[] {
  return [
    ['input', tokens.input - tokens.cachedInput - tokens.cacheWrite],
    ['cached_input', tokens.cachedInput],
    ['cache_write', tokens.cacheWrite],
    ['output', tokens.output - tokens.reasoning],
    ['reasoning', tokens.reasoning],
  ];
}
