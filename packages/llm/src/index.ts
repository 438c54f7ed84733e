export { createRouter, type Router, type RouterConfig, type RouterModel } from './create-router.ts';
export type {
  FinishReason,
  JsonSchema,
  ModelEvent,
  ModelMessage,
  ModelPort,
  ModelRequest,
  ModelTask,
  ToolCall,
  ToolDefinition,
} from './model-port.ts';
export type { DropCode, RouteVerdict } from './routing/candidate.ts';
