import { AppError } from '@agent-factory/contracts';
import { type ToolRef, toolsBehind } from '@agent-factory/spec';
import type { AgentTool, ToolPort } from '../ports/tool-port.ts';
import { callTool, jsonInput, unknownTool } from './call-tool.ts';
import { findCredential, notConnected, openFields } from './connection-secrets.ts';
import { registry } from './registry.generated.ts';
import { createScrubber } from './scrubber.ts';
import type { Tool, ToolEnvironment, ToolPorts } from './tool.ts';

const tools: ReadonlyMap<string, Tool> = new Map(registry.map((tool) => [tool.name, tool]));

/**
 * The tools that come with the product, for one team. Cheap: make one for each run. `definitions` refuses with
 * `spec_not_runnable` where a tool needs a connection that the team does not have.
 */
export function createBuiltinTools(ports: ToolPorts): ToolPort {
  const scrubber = createScrubber();

  function environmentFor(tool: Tool, call: ToolEnvironment['call']): ToolEnvironment {
    const { clock, egress, outbox, knowledge, memories } = ports;
    const connected: ToolEnvironment['connected'] = async (...kinds) => {
      const credential = await findCredential(kinds, ports);
      for (const [field, value] of Object.entries(credential?.fields ?? {})) {
        if (!openFields.has(field)) scrubber.learn(value);
      }
      return credential;
    };
    return {
      clock,
      egress,
      ...(outbox === undefined ? {} : { outbox }),
      ...(knowledge === undefined ? {} : { knowledge }),
      ...(memories === undefined ? {} : { memories }),
      call,
      async credential(...kinds) {
        const credential = await connected(...kinds);
        if (credential === null) throw notConnected(tool.name, kinds);
        return credential;
      },
      connected,
    };
  }

  return {
    async definitions(refs) {
      const named = refs.flatMap(namesOf);
      const found = [...new Set(named)].map((name) => tools.get(name) ?? refuse(name));
      for (const tool of found) await refuseUnconnected(tool, ports);
      return found.map(definitionOf);
    },
    async call(name, input, { signal, ...call }) {
      const tool = tools.get(name);
      if (tool === undefined) throw unknownTool(name);
      return await callTool(tool, jsonInput(input), environmentFor(tool, call), { signal, scrubber });
    },
  };
}

function namesOf(ref: ToolRef): readonly string[] {
  if (ref.type === 'builtin') return toolsBehind(ref.name);
  const name = ref.type === 'agent' ? ref.name : ref.url;
  throw new AppError('spec_not_runnable', `The tool "${name}" (${ref.type}) cannot run yet.`);
}

function refuse(name: string): never {
  throw new AppError('spec_not_runnable', `There is no built-in tool "${name}".`);
}

async function refuseUnconnected(tool: Tool, ports: ToolPorts): Promise<void> {
  if (tool.connections.length === 0) return;
  if (tool.connections.includes('smtp') && ports.outbox !== undefined) return;
  if ((await findCredential(tool.connections, ports)) === null)
    throw notConnected(tool.name, tool.connections);
}

function definitionOf({ name, description, input, effect, idempotent }: Tool): AgentTool {
  return { name, description, parameters: input, effect, idempotent };
}
