export type {
  CheckpointRow,
  CheckpointStore,
  PendingWriteRow,
  StoredCheckpoint,
} from './checkpoint/checkpoint-store.ts';
export { LeanCheckpointSaver } from './checkpoint/lean-saver.ts';
export { type CompiledAgent, compileAgent } from './compile/compile-agent.ts';
export { validateInput } from './compile/validate-input.ts';
export type { AgentDirectory, PinnedSpec } from './ports/agent-directory.ts';
export type { ApprovalDecision, ApprovalPort, ApprovalRequest } from './ports/approval-port.ts';
export type { EffectPort, EffectState } from './ports/effect-port.ts';
export type { Clock, RunPorts } from './ports/run-ports.ts';
export type { AgentTool, ToolCallOptions, ToolEffect, ToolPort, ToolResult } from './ports/tool-port.ts';
export { type RunOptions, type RunOutcome, runAgent } from './run/run-agent.ts';
export { createBuiltinTools } from './tools/builtin-tools.ts';
export type { ToolEnvironment } from './tools/tool.ts';
