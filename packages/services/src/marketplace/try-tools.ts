import { isAppError } from '@agent-factory/contracts';
import type { AgentTool, ToolPort } from '@agent-factory/orchestrator';
import { type ToolRef, toolNameOf, toolsBehind } from '@agent-factory/spec';
import type { RunTools } from '../connections/tools-of-run.ts';

/**
 * Tools of a try: those of the product that only look, over what the platform has, and nothing of the team that tries:
 * a template that nobody has bought yet gets no look at its documents, notes and connections. All others are there by
 * name and refuse.
 */
export function createTryTools(builtin: ToolPort): RunTools {
  const open = new Set<string>();
  return {
    async definitions(refs, lookup) {
      const found = await Promise.all(
        refs.map(async (ref): Promise<AgentTool[]> => {
          if (ref.type !== 'builtin') return namesOf(ref).map(refusing);
          const tools = await builtin.definitions([ref], lookup).catch((error: unknown) => {
            // Here it is not connected: its maker's team has what it takes.
            if (isAppError(error) && error.code === 'spec_not_runnable') return null;
            throw error;
          });
          if (tools === null) return namesOf(ref).map(refusing);
          for (const { name, effect } of tools) if (effect === 'read') open.add(name);
          // All of them look, as far as the trial is concerned: what does more is refused below.
          return tools.map((tool) => ({ ...tool, effect: 'read' }));
        }),
      );
      return found.flat();
    },
    async call(name, input, options) {
      if (open.has(name)) return builtin.call(name, input, options);
      return {
        outcome: 'error',
        value: `"${name}" does nothing in a try: it could change something, or needs an account.`,
      };
    },
    async close() {},
  };
}

function namesOf(ref: ToolRef): string[] {
  switch (ref.type) {
    case 'builtin':
      return [...toolsBehind(ref.name)];
    case 'agent':
      return [];
    case 'mcp':
    case 'openapi':
      return ref.allow.map(toolNameOf);
  }
}

function refusing(name: string): AgentTool {
  return {
    name,
    description: 'Not available in a try.',
    parameters: { type: 'object' },
    effect: 'read',
    idempotent: true,
  };
}
