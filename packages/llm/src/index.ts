export { type AnswerCache, answerTtlMs, type CachedAnswer } from './answers/answer-cache.ts';
export { createMemoryAnswers } from './answers/memory-answers.ts';
export type { BreakerNews, BreakerStore } from './breaker/breaker-store.ts';
export type { CircuitState } from './breaker/circuit.ts';
export type { ProviderHealth } from './breaker/health-book.ts';
export { createRouter, type Router, type RouterConfig, type RouterModel } from './create-router.ts';
export type {
  AnswerInfo,
  AnswerPiece,
  AnswerSink,
  AttemptRecord,
  CallOptions,
  CallTokens,
  Cap,
  Ceiling,
  ContentPart,
  Dispatched,
  DispatchPort,
  Embedded,
  EmbedPort,
  EmbedRequest,
  FinishEvent,
  FinishReason,
  JsonSchema,
  ModelEvent,
  ModelMessage,
  ModelPort,
  ModelRequest,
  ModelTask,
  OwnKey,
  Reasoning,
  ReasoningEffort,
  ToolCall,
  ToolChoice,
  ToolDefinition,
  UserContent,
} from './model-port.ts';
export { modelTasks } from './model-port.ts';
export type { DropCode, Route, RouteVerdict } from './routing/candidate.ts';
export type { Account } from './spending/account.ts';
export type { AccountPort, AttemptAhead, Hold } from './spending/account-port.ts';
export type { CallObserver, CallStart, CallWatch } from './telemetry/call-observer.ts';
export type { KeyVerdict } from './vendors/test-key.ts';
