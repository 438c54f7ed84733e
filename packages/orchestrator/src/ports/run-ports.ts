import type { RunEventData } from '@agent-factory/contracts';
import type { ModelPort } from '@agent-factory/llm';
import type { CheckpointStore } from '../checkpoint/checkpoint-store.ts';
import type { AgentDirectory } from './agent-directory.ts';
import type { ApprovalPort } from './approval-port.ts';
import type { EffectPort } from './effect-port.ts';
import type { ToolPort } from './tool-port.ts';

/** Milliseconds since the epoch; given in so that time can be steered. */
export interface Clock {
  now(): number;
}

/** Everything through which a run touches the world. */
export interface RunPorts {
  model: ModelPort;
  tools: ToolPort;
  /**
   * Records what happened, in order; durable with the next checkpoint at the latest, not before it resolves.
   * Calls never overlap. `run.started` and `run.finished` are the caller's, who also closes the run; all
   * events between come from here.
   */
  emit(event: RunEventData): Promise<void>;
  clock: Clock;
  checkpoints: CheckpointStore;
  approvals: ApprovalPort;
  effects: EffectPort;
  /** Every agent that the run can reach by name, pinned when it was started. */
  agents: AgentDirectory;
}
