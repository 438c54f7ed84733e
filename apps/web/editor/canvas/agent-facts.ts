import { type AgentSpec, builtinTool, type ModelChoice, type Spec, toolsBehind } from '@agent-factory/spec';

export type Effect = 'read' | 'write' | 'money';

/** What a canvas says of an agent beside its name. */
export interface AgentFacts {
  id: string | null;
  title: string;
  /** Pinned model, or the task that the router finds one for; null for teams. */
  model: string | null;
  /** What its built-in tools can do, gravest first. */
  effects: readonly Effect[];
}

const gravest: readonly Effect[] = ['money', 'write', 'read'];

export function factsOf(spec: Spec, id: string | null): AgentFacts {
  return {
    id,
    title: spec.title,
    model: spec.kind === 'Agent' ? modelWords(spec.model) : null,
    effects: spec.kind === 'Agent' ? effectsOf(namesOf(spec)) : [],
  };
}

function modelWords({ use, task }: ModelChoice): string {
  const [first] = use;
  if (first === undefined) return `Router: ${task.replaceAll('_', ' ')}`;
  return use.length === 1 ? first : `${first} +${use.length - 1}`;
}

/** Of built-in tools, those behind a group included; what others can do is known once they are called. */
export function effectsOf(tools: readonly string[]): readonly Effect[] {
  const found = new Set(tools.flatMap((name) => builtinTool(name)?.effect ?? []));
  return gravest.filter((effect) => found.has(effect));
}

function namesOf({ tools }: AgentSpec): string[] {
  return tools.flatMap((tool) => (tool.type === 'builtin' ? toolsBehind(tool.name) : []));
}
