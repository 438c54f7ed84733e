import { builtinTool, toolsBehind } from '../builtin-tools.ts';
import type { Spec } from '../team-spec.ts';
import { toolNameOf } from '../tool-name.ts';

/** One callable tool: where it comes from, and whether a call may change something outside the run. */
export interface ToolAccess {
  name: string;
  /** Two tools of one name with different sources are different tools. */
  source: string;
  writes: boolean;
  index: number;
}

/** What an agent can call, by name. What a foreign tool does is not known, so it counts as writing. */
export function toolAccess(spec: Spec): Map<string, ToolAccess> {
  const access = new Map<string, ToolAccess>();
  if (spec.kind === 'Team') return access;
  for (const [index, tool] of spec.tools.entries()) {
    switch (tool.type) {
      case 'builtin': {
        for (const name of toolsBehind(tool.name)) {
          const writes = builtinTool(name)?.effect !== 'read';
          access.set(name, { name, source: 'builtin', writes, index });
        }
        break;
      }
      case 'agent':
        access.set(tool.name, { name: tool.name, source: 'agent', writes: false, index });
        break;
      case 'mcp':
      case 'openapi':
        for (const name of tool.allow.map(toolNameOf)) {
          access.set(name, { name, source: `${tool.type} ${tool.url}`, writes: true, index });
        }
        break;
      default:
        tool satisfies never;
    }
  }
  return access;
}
