import { builtinTools, type JsonValue, type SpecOperation } from '@agent-factory/spec';
import { asTyped, isMapping, listAt, type Mapping, valueAt } from './value-at.ts';

export type Effect = 'read' | 'write' | 'money';

/** Something that the palette offers. `item` is what `tools` lists: a name, an agent, or a source with one tool. */
export interface ToolOffer {
  /** Unique in the palette. */
  key: string;
  title: string;
  description: string;
  /** Null where it depends: an agent may do what its own tools do. */
  effect: Effect | null;
  /** Kinds of connections of which the team needs one. */
  needs: readonly string[];
  item: JsonValue;
}

export const builtinOffers: readonly ToolOffer[] = builtinTools.map((tool) => ({
  key: `builtin:${tool.name}`,
  title: tool.title,
  description: tool.description,
  effect: tool.effect,
  needs: tool.connections,
  item: tool.name,
}));

const sources = ['mcp', 'openapi'] as const;

/** How an offer is taken: a further tool of a source that is listed already goes into its `allow`. */
export function addOffer(spec: Mapping, { item }: ToolOffer, index?: number): SpecOperation {
  const tools = listAt(spec, ['tools']);
  for (const source of sources) {
    const url = valueAt(item, [source, 'url']);
    const [name] = listAt(item, [source, 'allow']);
    if (url === undefined || name === undefined) continue;
    const at = tools.findIndex((tool) => valueAt(tool, [source, 'url']) === url);
    if (at !== -1) return { type: 'insert', path: ['tools', at, source, 'allow'], value: name };
  }
  const tool = isMapping(item) ? item : asTyped(item);
  return { type: 'addTool', tool, ...(index === undefined ? {} : { index }) };
}

/** Whether the agent has it already. */
export function hasOffer(spec: Mapping, { item }: ToolOffer): boolean {
  return listAt(spec, ['tools']).some((tool) => {
    if (typeof item === 'string') return tool === item;
    const agent = valueAt(item, ['agent']);
    if (agent !== undefined) return valueAt(tool, ['agent']) === agent;
    return sources.some((source) => {
      const [name] = listAt(item, [source, 'allow']);
      return (
        name !== undefined &&
        valueAt(tool, [source, 'url']) === valueAt(item, [source, 'url']) &&
        listAt(tool, [source, 'allow']).includes(name)
      );
    });
  });
}

/** The agent that an item of `tools` names; null for any other tool. */
export function agentOf(tool: JsonValue): string | null {
  const agent = valueAt(tool, ['agent']);
  return typeof agent === 'string' ? agent : null;
}

/** Every word of the search somewhere in what is said of it. */
export function isFound({ title, description, key }: ToolOffer, search: string): boolean {
  const text = `${title} ${description} ${key}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** How an item of `tools` is called to people, and what it may do. */
export interface ListedTool {
  title: string;
  kind: 'built-in' | 'group' | 'agent' | 'MCP' | 'OpenAPI' | 'unknown';
  note: string;
  effect: Effect | null;
  /** The single tools of a source, by the names that its server gives them. */
  allow: readonly string[];
}

const worst: readonly Effect[] = ['read', 'write', 'money'];

export function listedTool(tool: JsonValue): ListedTool {
  if (typeof tool === 'string') {
    const own = builtinTools.find(({ name }) => name === tool);
    if (own)
      return { title: own.title, kind: 'built-in', note: own.description, effect: own.effect, allow: [] };
    const group = builtinTools.filter((each) => each.group === tool);
    const effects = group.map(({ effect }) => worst.indexOf(effect));
    return {
      title: tool,
      kind: group.length > 0 ? 'group' : 'unknown',
      note: group.map(({ title }) => title).join(', '),
      effect: group.length > 0 ? (worst[Math.max(...effects)] ?? null) : null,
      allow: [],
    };
  }
  const agent = agentOf(tool);
  if (agent !== null) {
    return { title: agent, kind: 'agent', note: 'Another agent of the team.', effect: null, allow: [] };
  }
  for (const source of sources) {
    const inner = valueAt(tool, [source]);
    if (!isMapping(inner)) continue;
    return {
      title: asTyped(inner.url) || 'no address',
      kind: source === 'mcp' ? 'MCP' : 'OpenAPI',
      note: '',
      effect: null,
      allow: listAt(inner, ['allow']).map(asTyped),
    };
  }
  return { title: asTyped(tool), kind: 'unknown', note: '', effect: null, allow: [] };
}
