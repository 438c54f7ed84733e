import type { ToolResult } from './tool-port.ts';

/** What is known of a call that changes the world. */
export type EffectState =
  /** Nobody has begun it: it may be made now, once. */
  | { state: 'fresh' }
  /** An earlier attempt began it and did not live to tell what came of it. */
  | { state: 'unknown' }
  /** An earlier attempt finished it. */
  | { state: 'done'; result: ToolResult };

/** Remembers calls of tools that write or move money, so that none is made twice. Durable before it answers. */
export interface EffectPort {
  /** `key` names the call in every attempt of the run: member, step and call. */
  begin(key: string, call: { tool: string; effect: 'write' | 'money' }): Promise<EffectState>;
  done(key: string, result: ToolResult): Promise<void>;
}
