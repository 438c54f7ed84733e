import type { Range } from '@agent-factory/contracts';

/**
 * What a canvas draws, without any layout. Ids are made of names, not of places, so that they stay the same while other
 * parts are edited, moved or reordered; where two bear one name, the second is `…#2`. A rename changes the id.
 */
export interface SpecGraph {
  kind: 'Agent' | 'Team';
  /** Of a team. */
  pattern: string | null;
  nodes: GraphNode[];
  edges: GraphEdge[];
}

export type GraphNodeKind =
  /** The agent that the spec declares. */
  | 'agent'
  /** One entry of `tools`: a built-in tool or group, a server, an API, another agent. */
  | 'tool'
  /** A person whom a tool's calls wait for. */
  | 'approval'
  /** Where a team's run begins and ends. */
  | 'start'
  | 'end'
  /** Chooses who answers (`pattern: router`). */
  | 'router'
  /** An agent at work in a team; `role` says as what. */
  | 'member'
  /** What must hold at a boundary; `label` names it, `rules` are those that bind there. */
  | 'gate';

/** An invariant as a gate shows it. */
export interface GraphRule {
  id: string;
  says: string;
  otherwise: string;
  path: (string | number)[];
}

export interface GraphNode {
  id: string;
  kind: GraphNodeKind;
  label: string;
  /** Agents of the team that stand behind it: of members, and of agents as tools. */
  agent: string | null;
  /** Of members: `member`, `supervisor`, `planner`, `executor`, `persistence`, `merge` or `node`. */
  role: string | null;
  /** Of tools: `builtin`, `mcp`, `openapi` or `agent`. */
  source: string | null;
  /** Of tools: what the agent, its rules and models call them. */
  tools: readonly string[];
  /** Of gates. */
  rules: readonly GraphRule[];
  /** Where it is declared, as in diagnostics; null for what the pattern brings along. */
  path: (string | number)[] | null;
  range: Range | null;
}

export type GraphEdgeKind =
  /** The agent may call a tool; `asks` goes by way of a person. */
  | 'uses'
  | 'asks'
  /** What runs next; with `when` only if that holds. */
  | 'next'
  /** The router's choice; `fallback` is its default. */
  | 'routes'
  | 'fallback'
  /** Work that is handed out and comes back. */
  | 'delegates';

export interface GraphEdge {
  id: string;
  kind: GraphEdgeKind;
  from: string;
  to: string;
  /** A CEL condition, or the words that route here. */
  label: string | null;
  atMost: number | null;
  path: (string | number)[] | null;
  range: Range | null;
}
