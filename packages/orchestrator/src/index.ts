export type {
  CheckpointRow,
  CheckpointStore,
  PendingWriteRow,
  StoredCheckpoint,
} from './checkpoint/checkpoint-store.ts';
export { LeanCheckpointSaver } from './checkpoint/lean-saver.ts';
export { compileSpec } from './compile/compile-spec.ts';
export type { Compiled } from './compile/compiled.ts';
export { validateInput } from './compile/validate-input.ts';
export { authHeaders } from './foreign/auth-headers.ts';
export type { ForeignTool, SourceAuth, ToolSource } from './foreign/tool-source.ts';
export { openMcpSource } from './mcp/mcp-source.ts';
export { type ApiPlan, apiSource, planApi } from './openapi/openapi-source.ts';
export type { AgentDirectory, PinnedSpec } from './ports/agent-directory.ts';
export type { ApprovalDecision, ApprovalPort, ApprovalRequest } from './ports/approval-port.ts';
export type { EffectPort, EffectState } from './ports/effect-port.ts';
export type { Clock, RunPorts } from './ports/run-ports.ts';
export type {
  AgentTool,
  ToolCallOptions,
  ToolEffect,
  ToolLookup,
  ToolPort,
  ToolResult,
} from './ports/tool-port.ts';
export type { RunOutcome } from './run/run-level.ts';
export { type RunOptions, runSpec } from './run/run-spec.ts';
export { RunWaits } from './run/run-waits.ts';
export { createBuiltinTools } from './tools/builtin-tools.ts';
export type {
  ConnectionSecrets,
  SecretFields,
  ToolConnectionKind,
} from './tools/connection-secrets.ts';
export { openPlatformConnections, type PlatformConnections } from './tools/env.ts';
export { type QueryAnswer, runQuery } from './tools/json-query/run-query.ts';
export type { KnowledgePassage, KnowledgePort } from './tools/knowledge/knowledge-port.ts';
export {
  type Memory,
  type MemoryPort,
  type MemoryScope,
  maxMemories,
} from './tools/memory/memory-port.ts';
export type { Outbox } from './tools/send-email/outbox.ts';
export { sendOverSmtp } from './tools/send-email/send-over-smtp.ts';
export type { ToolPorts } from './tools/tool.ts';
