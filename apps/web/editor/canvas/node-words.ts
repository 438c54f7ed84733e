import { builtinTool } from '@agent-factory/spec';
import { formatMoney } from '@agent-factory/ui';
import { type AgentFacts, type Effect, effectsOf } from './agent-facts.ts';
import type { CanvasEdge, CanvasGraph, CanvasNode } from './canvas-graph.ts';
import type { NodeRun } from './run-overlay.ts';

const boundaryWords: Readonly<Record<string, string>> = {
  input: 'Input',
  model_call: 'Model calls',
  tool_call: 'Tool calls',
  tool_result: 'Tool results',
  output: 'Output',
};

const roleWords: Readonly<Record<string, string>> = {
  member: 'member',
  node: 'node',
  supervisor: 'supervisor',
  planner: 'planner',
  executor: 'executor',
  persistence: 'keeps what was made',
  merge: 'makes one answer of all',
};

const sourceWords: Readonly<Record<string, string>> = {
  builtin: 'tool',
  mcp: 'MCP server',
  openapi: 'API',
  agent: 'agent as a tool',
};

export const effectWords: Readonly<Record<Effect, string>> = {
  read: 'reads',
  write: 'writes',
  money: 'moves money',
};

/** The name that a node shows. */
export function titleOf(node: CanvasNode): string {
  switch (node.kind) {
    case 'start':
      return 'Start';
    case 'end':
      return 'End';
    case 'router':
      return 'Router';
    case 'approval':
      return `Ask before ${node.label}`;
    case 'gate':
      return boundaryWords[node.label] ?? node.label;
    case 'tool':
      return node.source === 'mcp' || node.source === 'openapi'
        ? hostOf(node.label)
        : (builtinTool(node.label)?.title ?? node.label);
    case 'agent':
    case 'member':
      return node.label;
  }
}

/** What it is, in a word or two. */
export function kindOf(node: CanvasNode): string {
  switch (node.kind) {
    case 'start':
      return 'where a run begins';
    case 'end':
      return 'where a run ends';
    case 'router':
      return 'chooses who answers';
    case 'approval':
      return 'a person decides';
    case 'gate':
      return `gate with ${node.rules.length} ${node.rules.length === 1 ? 'rule' : 'rules'}`;
    case 'tool':
      return sourceWords[node.source ?? ''] ?? 'tool';
    case 'agent':
      return 'agent';
    case 'member':
      return roleWords[node.role ?? ''] ?? 'member';
  }
}

/** The second line of a node: what is behind it. */
export function noteOf(node: CanvasNode, facts: AgentFacts | undefined): string {
  if (node.kind === 'member' && node.role === 'node' && node.agent !== null && node.agent !== node.label) {
    return facts?.model ? `${node.agent} · ${facts.model}` : node.agent;
  }
  if (node.kind === 'agent') return facts?.model ?? kindOf(node);
  if (node.kind === 'member') {
    const role = node.role === 'member' || node.role === 'node' ? null : kindOf(node);
    return [role, facts?.model].filter(Boolean).join(' · ') || kindOf(node);
  }
  if (node.kind === 'tool' && node.source !== 'builtin' && node.tools.length > 0 && node.source !== 'agent') {
    return `${kindOf(node)}: ${node.tools.join(', ')}`;
  }
  return kindOf(node);
}

export function effectsOfNode(node: CanvasNode, facts: AgentFacts | undefined): readonly Effect[] {
  if (node.kind === 'tool' && node.source === 'builtin') return effectsOf(node.tools);
  return facts?.effects ?? [];
}

/** What became of a node's part in a run; the canvas speaks English still, as all that is said of its nodes. */
const stateWords: Readonly<Record<NodeRun['state'], string>> = {
  started: 'At work',
  open: 'Not reached',
  passed: 'Passed through',
  waiting: 'Waits for a person',
  succeeded: 'Done',
  failed: 'Failed',
  refused: 'Refused',
  skipped: 'Not needed',
};

/** How a node's part in a run reads: what became of it, its cost, its time. */
export function runWords({ state, costNanoUsd, durationMs, visits }: NodeRun): string {
  const words = [stateWords[state]];
  if (visits > 1) words.push(`${visits} times`);
  if (costNanoUsd > 0) words.push(formatMoney(costNanoUsd / 1e9));
  if (durationMs > 0) words.push(secondsOf(durationMs));
  return words.join(', ');
}

export function secondsOf(durationMs: number): string {
  return durationMs < 1_000 ? `${Math.round(durationMs)} ms` : `${(durationMs / 1_000).toFixed(1)} s`;
}

function hostOf(url: string): string {
  return /^https?:\/\/([^/?#]+)/.exec(url)?.[1] ?? url;
}

/** A node in one sentence, for those who do not see the lines. */
export function spokenNode(
  node: CanvasNode,
  graph: CanvasGraph,
  facts: AgentFacts | undefined,
  run: NodeRun | undefined,
): string {
  const effects = effectsOfNode(node, facts).map((effect) => effectWords[effect]);
  const parts = [titleOf(node), noteOf(node, facts)];
  if (effects.length > 0) parts.push(effects.join(' and '));
  const titles = new Map(graph.nodes.map((each) => [each.id, titleOf(each)]));
  const from = graph.edges.filter(({ target }) => target === node.id).map(({ source }) => titles.get(source));
  const to = graph.edges.filter(({ source }) => source === node.id).map(({ target }) => titles.get(target));
  if (from.length > 0) parts.push(`connected from ${some(from)}`);
  if (to.length > 0) parts.push(`leads to ${some(to)}`);
  if (run) parts.push(runWords(run));
  const rules = node.rules.map(({ says, id }) => says || id);
  if (rules.length > 0) parts.push(rules.join('; '));
  if (node.problems.length > 0) parts.push(problemsOf(node));
  return parts.join(', ');
}

/** An edge in one sentence. */
export function spokenEdge(edge: CanvasEdge, graph: CanvasGraph): string {
  const title = (id: string) => {
    const node = graph.nodes.find((each) => each.id === id);
    return node ? titleOf(node) : id;
  };
  const parts = [`From ${title(edge.source)} to ${title(edge.target)}`];
  const label = edgeLabel(edge);
  if (label !== null) parts.push(label);
  if (edge.problems.length > 0) parts.push(problemsOf(edge));
  return parts.join(', ');
}

/** What stands on an edge: its condition, its words, how often it may be taken. */
export function edgeLabel({ kind, label, atMost }: CanvasEdge): string | null {
  const words = kind === 'fallback' ? ['if nothing else fits', label] : [label];
  if (atMost !== null) words.push(`at most ${atMost}×`);
  const said = words.filter((word) => word !== null && word !== '');
  return said.length === 0 ? null : said.join(' · ');
}

function problemsOf({ problems }: CanvasNode | CanvasEdge): string {
  const word = problems.length === 1 ? 'problem' : 'problems';
  return `${problems.length} ${word}: ${problems.map(({ message }) => message).join(' ')}`;
}

/** Names in a sentence; of many the first few. */
function some(names: readonly (string | undefined)[]): string {
  const known = [...new Set(names.filter((name) => name !== undefined))];
  return known.length <= 4
    ? known.join(', ')
    : `${known.slice(0, 3).join(', ')} and ${known.length - 3} more`;
}
