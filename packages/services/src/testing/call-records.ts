import type { AttemptRecord, CallObserver, CallStart, CallTokens, FinishEvent } from '@agent-factory/llm';

const tokens: CallTokens = {
  input: 100,
  output: 40,
  total: 140,
  cachedInput: 30,
  cacheWrite: 10,
  reasoning: 15,
};

export function callStart(change: Partial<CallStart> = {}): CallStart {
  return {
    request: {
      task: 'auto',
      messages: [
        { role: 'system', content: 'Secret instructions.' },
        { role: 'user', content: 'Where is the secret treasure?' },
      ],
      tools: [],
      use: [],
      maxOutputTokens: 500,
      maxCostNanoUsd: null,
    },
    account: null,
    startedAt: Date.now(),
    streamed: true,
    ...change,
  };
}

export function attemptRecord(change: Partial<AttemptRecord> = {}): AttemptRecord {
  return {
    provider: 'mistral',
    model: 'mistral/small-9',
    region: null,
    payer: 'platform',
    keyId: null,
    outcome: 'answered',
    reason: null,
    tokens,
    costNanoUsd: 2_500_000,
    estimated: false,
    firstTokenMs: 120,
    durationMs: 900,
    ...change,
  };
}

export function finishOf(attempts: readonly AttemptRecord[], change: Partial<FinishEvent> = {}): FinishEvent {
  const last = attempts.at(-1) ?? attemptRecord();
  return {
    type: 'finish',
    provider: last.provider,
    model: last.model,
    finishReason: 'stop',
    tokens: last.tokens,
    costNanoUsd: last.costNanoUsd,
    cached: false,
    estimated: false,
    attempts,
    fallbacks: [],
    ...change,
  };
}

/** Tells an observer of a call that one model refused and another answered. */
export function observeFallback(observer: CallObserver, change: Partial<CallStart> = {}): void {
  const failed = attemptRecord({
    provider: 'openai',
    model: 'openai/big-9',
    outcome: 'failed',
    reason: 'it is overloaded',
    tokens: { ...tokens, output: 0, reasoning: 0, total: 100 },
    costNanoUsd: 0,
    firstTokenMs: null,
    durationMs: 300,
  });
  const answered = attemptRecord();
  const watch = observer.started(callStart(change));
  watch.attempt(failed);
  watch.said?.({ type: 'text', text: 'Under the secret palm.' });
  watch.attempt(answered);
  watch.ended({
    finish: finishOf([failed, answered], {
      fallbacks: [{ model: failed.model, reason: 'it is overloaded' }],
    }),
  });
}
