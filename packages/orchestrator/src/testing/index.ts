export { type ApiStand, shopDocument, startApiStand } from './api-stand.ts';
export { type McpStand, searchTool, startMcpStand } from './mcp-stand.ts';
export { MemoryCheckpointStore } from './memory-checkpoint-store.ts';
export { MemoryApprovals, MemoryEffects, toolCallOptions } from './memory-ports.ts';
export { privateAddresses } from './private-addresses.ts';
export { type ScriptedAnswer, ScriptedModel } from './scripted-model.ts';
