import type { WireCall, WireRequest } from '../dialect.ts';
import { flattenParameters } from '../flatten-parameters.ts';
import { instructSchema } from '../instruct-schema.ts';
import { splitWithTalk } from '../split-instructions.ts';
import { convertMessages } from './convert-messages.ts';
import { convertSchema } from './convert-schema.ts';

/** The request of a message. Source: platform.claude.com, "Messages". */
export function encodeMessage(call: WireCall): WireRequest {
  const { model, outputSchema } = call;
  const schema = outputSchema === undefined || !model.structuredOutput ? null : convertSchema(outputSchema);
  const messages =
    outputSchema !== undefined && schema === null
      ? instructSchema(call.messages, outputSchema)
      : call.messages;
  const { instructions, talk } = splitWithTalk(messages);
  const thinks = thinksIn(call);
  const body: Record<string, unknown> = {
    model: model.name,
    max_tokens: call.maxOutputTokens,
    messages: convertMessages(talk, thinks === true),
  };
  if (instructions !== '') {
    body.system = [{ type: 'text', text: instructions, ...(call.cacheInput ? cached : {}) }];
  }
  if (call.tools.length > 0) {
    body.tools = convertTools(call);
    const choice = convertChoice(call);
    if (choice !== undefined) body.tool_choice = choice;
  }
  if (thinks !== undefined) body.thinking = { type: thinks ? 'adaptive' : 'disabled' };
  const config = {
    ...(call.effort === undefined || call.effort === 'none' ? {} : { effort: call.effort }),
    ...(schema === null ? {} : { format: { type: 'json_schema', schema } }),
  };
  if (Object.keys(config).length > 0) body.output_config = config;
  // Newer models refuse both at once.
  if (call.temperature !== undefined) body.temperature = Math.min(1, call.temperature);
  else if (call.topP !== undefined) body.top_p = call.topP;
  const stop = call.stop?.filter((text) => text.trim() !== '') ?? [];
  if (stop.length > 0) body.stop_sequences = stop;
  if (call.streamed) body.stream = true;
  return { path: '/v1/messages', headers, body: JSON.stringify(body) };
}

const headers = { 'anthropic-version': '2023-06-01' };
const cached = { cache_control: { type: 'ephemeral' } };

/** Undefined for models that are not told; a forced tool call and thinking exclude each other. */
function thinksIn({ effort, tools, toolChoice }: WireCall): boolean | undefined {
  if (effort === undefined) return undefined;
  const forced = tools.length > 0 && (toolChoice === 'required' || typeof toolChoice === 'object');
  return effort !== 'none' && !forced;
}

function convertTools({ tools, cacheInput }: WireCall): object[] {
  return tools.map((tool, index) => {
    const { name, description, parameters } = flattenParameters(tool);
    const last = index === tools.length - 1;
    return { name, description, input_schema: parameters, ...(cacheInput && last ? cached : {}) };
  });
}

function convertChoice({ toolChoice = 'auto', parallelToolCalls }: WireCall): object | undefined {
  const single = parallelToolCalls === false ? { disable_parallel_tool_use: true } : {};
  if (typeof toolChoice === 'object') return { type: 'tool', name: toolChoice.name, ...single };
  switch (toolChoice) {
    case 'none':
      return { type: 'none' };
    case 'required':
      return { type: 'any', ...single };
    case 'auto':
      return parallelToolCalls === false ? { type: 'auto', ...single } : undefined;
  }
}
