import type { CallTokens, FinishEvent } from '../model-port.ts';

/** The last event of an answer at the first try, with what a test says of it. */
export function finishEvent(
  change: Partial<Omit<FinishEvent, 'tokens'>> & { tokens?: Partial<CallTokens> } = {},
): FinishEvent {
  const { tokens, ...rest } = change;
  const { input = 10, output = 5 } = tokens ?? {};
  return {
    type: 'finish',
    provider: 'scripted',
    model: 'scripted/one',
    finishReason: 'stop',
    tokens: { input, output, total: input + output, cachedInput: 0, cacheWrite: 0, reasoning: 0, ...tokens },
    costNanoUsd: 1_000,
    cached: false,
    estimated: false,
    attempts: [],
    fallbacks: [],
    ...rest,
  };
}
