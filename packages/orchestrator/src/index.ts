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
export type { ForeignTool, SourceAuth, ToolSource } from './foreign/tool-source.ts';
export { openMcpSource } from './mcp/mcp-source.ts';
export { openApiSource } from './openapi/openapi-source.ts';
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
export type { ToolEnvironment } from './tools/tool.ts';
