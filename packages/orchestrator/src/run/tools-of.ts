import { AppError } from '@agent-factory/contracts';
import type { JsonSchema, ToolRef } from '@agent-factory/spec';
import type { AgentDirectory } from '../ports/agent-directory.ts';
import type { RunPorts } from '../ports/run-ports.ts';
import type { AgentTool, ToolLookup } from '../ports/tool-port.ts';

const queryOnly: JsonSchema = {
  type: 'object',
  properties: { query: { type: 'string', description: 'What to ask, complete in itself.' } },
  required: ['query'],
  additionalProperties: false,
};

/** The tools of a spec in their order, agents among them. Errors as `ToolPort.definitions`. */
export async function toolsOf(
  refs: readonly ToolRef[],
  { tools, agents }: Pick<RunPorts, 'tools' | 'agents'>,
  lookup: ToolLookup,
): Promise<readonly AgentTool[]> {
  const called = refs.filter((ref) => ref.type === 'agent');
  if (called.length === 0) return tools.definitions(refs, lookup);
  const others = refs.filter((ref) => ref.type !== 'agent');
  const defined = others.length === 0 ? [] : await tools.definitions(others, lookup);
  return [...defined, ...called.map(({ name }) => agentTool(name, agents))];
}

/**
 * An agent as its callers' models see it. A call is repeated without harm, since the agent goes on from its own
 * checkpoint, and what it does to the world is remembered call by call.
 */
function agentTool(name: string, agents: AgentDirectory): AgentTool {
  const pinned = agents.get(name);
  if (pinned === undefined) {
    throw new AppError(
      'spec_not_runnable',
      `There is no agent "${name}" in this run to be called as a tool.`,
    );
  }
  const { spec } = pinned;
  return {
    name,
    description: spec.description === '' ? spec.title : spec.description,
    parameters: spec.input ?? queryOnly,
    effect: 'read',
    idempotent: true,
  };
}
