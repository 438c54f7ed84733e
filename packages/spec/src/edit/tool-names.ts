import { toolsBehind } from '../builtin-tools.ts';
import type { JsonValue } from '../json-schema.ts';
import { toolNameOf } from '../tool-name.ts';
import { isList, isMapping, valueAt } from './value.ts';

/** What the agent, its rules and models call the tools behind one item of `tools`. */
export function toolNamesOf(tool: JsonValue): readonly string[] {
  if (typeof tool === 'string') return toolsBehind(tool);
  if (!isMapping(tool)) return [];
  if (typeof tool.agent === 'string') return [tool.agent];
  return allowedTools(tool).map(toolNameOf);
}

/** The names that a source of tools allows, as its server gives them. */
export function allowedTools(tool: JsonValue): string[] {
  for (const kind of ['mcp', 'openapi']) {
    const allow = valueAt(tool, [kind, 'allow']);
    if (isList(allow)) return allow.filter((name) => typeof name === 'string');
  }
  return [];
}
