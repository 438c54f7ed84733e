import { approvalsPath } from '../edit/references.ts';
import { toolNamesOf } from '../edit/tool-names.ts';
import { isList, isMapping, valueAt } from '../edit/value.ts';
import type { JsonValue } from '../json-schema.ts';
import type { Drawing } from './drawing.ts';

/** The agent in the middle, its tools around it, and people between it and the tools that wait for them. */
export function drawAgent(drawing: Drawing): void {
  const { value } = drawing;
  const name = valueAt(value, ['name']);
  const label = typeof name === 'string' ? name : 'agent';
  const agent = drawing.node('agent', { kind: 'agent', label, path: ['name'] });
  const tools = valueAt(value, ['tools']);
  const owners = new Map<string, string>();
  for (const [index, tool] of (isList(tools) ? tools : []).entries()) {
    const path = ['tools', index];
    const described = describeTool(tool);
    if (described === null) continue;
    const names = [...toolNamesOf(tool)];
    const id = drawing.node(`tool:${described.id}`, {
      kind: 'tool',
      label: described.label,
      source: described.source,
      agent: described.source === 'agent' ? described.label : null,
      tools: names,
      path,
    });
    for (const each of names) owners.set(each, id);
    drawing.edge({ kind: 'uses', from: agent, to: id, path });
  }
  const path = approvalsPath(value);
  const approvals = valueAt(value, path);
  for (const [index, tool] of (isList(approvals) ? approvals : []).entries()) {
    if (typeof tool !== 'string') continue;
    const place = [...path, index];
    const person = drawing.node(`approval:${tool}`, {
      kind: 'approval',
      label: tool,
      tools: [tool],
      path: place,
    });
    drawing.edge({ kind: 'asks', from: agent, to: person, path: place });
    const owner = owners.get(tool);
    if (owner) drawing.edge({ kind: 'uses', from: person, to: owner, label: tool, path: place });
  }
}

function describeTool(tool: JsonValue): { id: string; label: string; source: string } | null {
  if (typeof tool === 'string') return { id: tool, label: tool, source: 'builtin' };
  if (!isMapping(tool)) return null;
  if (typeof tool.agent === 'string')
    return { id: `agent:${tool.agent}`, label: tool.agent, source: 'agent' };
  for (const source of ['mcp', 'openapi']) {
    const url = valueAt(tool, [source, 'url']);
    if (typeof url === 'string') return { id: `${source}:${url}`, label: url, source };
  }
  return null;
}
