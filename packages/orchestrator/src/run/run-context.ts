import type { RunEventData } from '@agent-factory/contracts';
import type { ModelPort } from '@agent-factory/llm';
import type { Spec } from '@agent-factory/spec';
import type { InvariantsByBoundary } from '../invariants/compile-invariants.ts';
import type { AgentDirectory } from '../ports/agent-directory.ts';
import type { ApprovalPort } from '../ports/approval-port.ts';
import type { EffectPort } from '../ports/effect-port.ts';
import type { Clock } from '../ports/run-ports.ts';
import type { AgentTool, ToolPort } from '../ports/tool-port.ts';
import type { Deadline } from './deadline.ts';
import type { RunScope } from './run-scope.ts';
import type { Tally } from './tally.ts';

/** An agent or team at work, as those inside it see it: whose rules and limits bind them too. */
export interface Ancestor {
  spec: Spec;
  specHash: string;
  invariants: InvariantsByBoundary;
  tally: Tally;
  elapsedMs(): number;
}

/**
 * What the nodes of one run, or of one visit to a member, share; lives in memory for one attempt. A type alias, as
 * LangGraph wants an index.
 */
export type RunContext = {
  model: ModelPort;
  toolPort: ToolPort;
  /** The spec's tools, looked up once; agents as tools are among them. */
  tools: readonly AgentTool[];
  clock: Clock;
  threadId: string;
  runId: string;
  /** Records what happened; inside a member each event gets the member's path. */
  emit: (event: RunEventData) => Promise<void>;
  /** Stops on cancel and at the deadline, this one's or that of anything around it. */
  deadline: Deadline;
  /** Time that this run, or this visit, has taken, earlier attempts included. */
  elapsedMs(): number;
  /** Says that something has happened that must not happen twice: the next checkpoint is saved at once. */
  markEffect(): void;
  /** Path of the member (`research/fact-checker`); null for the agent or team that the run is of. */
  member: string | null;
  /**
   * Names this visit in keys and checkpoints, the same in every attempt and different for every visit
   * (`research#1/fact-checker#2`); '' for the root.
   */
  namespace: string;
  agents: AgentDirectory;
  approvals: ApprovalPort;
  effects: EffectPort;
  /** This one first, then what it is inside of, up to the root. */
  lineage: readonly [Ancestor, ...Ancestor[]];
  scope: RunScope;
};

/** Nodes are only ever invoked by `runLevel`, which passes the context. */
export function contextOf(config: { context?: unknown }): RunContext {
  if (config.context === undefined) throw new Error('the graph was invoked without its run context');
  return config.context as RunContext;
}
