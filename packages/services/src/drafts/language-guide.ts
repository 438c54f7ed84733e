import { builtinTools, piiKinds, toolGroups } from '@agent-factory/spec';
import { starterAgents } from '../starter-agents/index.ts';

/** Tools that a new agent can be given, one a line, with what they do to the world. */
function toolList(): string {
  const groups = [...toolGroups].map(([name, members]) => `- ${name} (reads): ${members.join(', ')}`);
  const tools = builtinTools.map(({ name, effect, description, connections }) => {
    const asks = connections.length === 0 ? '' : `; needs a connection to ${connections.join(' or ')}`;
    return `- ${name} (${effect === 'read' ? 'reads' : `${effect}s`}${asks}): ${description}`;
  });
  return [...tools, ...groups].join('\n');
}

const rules = `A spec is YAML between two lines "---" and, below it, the instructions in Markdown.

Keys of an agent: apiVersion (agentfactory/v1), kind (Agent), name (lower-case letters, digits, dashes), title, description,
model { task: simple_query | classification | research | fact_checking | complex_reasoning | code_generation, temperature },
tools [names], approvals [tools whose calls wait for a person], limits { maxCostUsd, maxSteps, maxSeconds, maxOutputTokens },
input and output (JSON Schema; input is an object and left out it is { query: text }), invariants, tests, gates.

An invariant: { id, says, at, check, otherwise }. at: input, model_call, tool_call, tool_result, output (one or a list).
check has exactly one of: forbidPattern, matches (RE2), outputSchema: true, maxLength, requireTool, forbidTool,
maxCalls (number or { tool, atMost }), toolOrder [tools], noPii (true or of ${piiKinds.join(', ')}), cel, judge.
otherwise: block, retry (not at input or model_call), redact (only with forbidPattern or noPii), escalate, warn.
CEL sees input, output, tool { name, arguments, result }, calls [{ name, ok }], usage { costUsd, steps, seconds, tokens }.

A test: { name, input, expect: [ { contains }, { notContains }, { matches }, { notMatches }, { toolUsed }, { toolNotUsed }, { cel }, { judge } … ], critical }.

Built-in tools (there are no others; leave out what is not in this list and say so):`;

/** What a model is told of the language: its keys, every built-in tool, and whole specs that are valid. */
export function languageGuide(): string {
  const examples = [starterAgents[3], starterAgents[2], starterAgents[4]].map(
    (text) => `~~~~spec\n${text}~~~~`,
  );
  return [
    `${rules}\n${toolList()}`,
    'Valid examples: an agent with tools, one with a schema, a team.',
    ...examples,
  ].join('\n\n');
}
