import type { ToolChoice } from '../../model-port.ts';
import type { WireCall, WireRequest } from '../dialect.ts';
import { flattenParameters } from '../flatten-parameters.ts';
import { instructSchema } from '../instruct-schema.ts';
import { convertMessages } from './convert-messages.ts';
import { isStrict } from './is-strict.ts';
import type { OpenaiQuirks } from './quirks.ts';

/** The request of a chat completion. Source: platform.openai.com, API reference, "Create chat completion". */
export function encodeCompletion(call: WireCall, quirks: OpenaiQuirks): WireRequest {
  const { model, tools, outputSchema } = call;
  // An answer is held to an object alone; other schemas are asked for in words.
  const held = outputSchema?.type === 'object' && model.structuredOutput && quirks.holdsSchema(call);
  const messages =
    outputSchema === undefined || held ? call.messages : instructSchema(call.messages, outputSchema);
  const body: Record<string, unknown> = extraOf(call, quirks);
  body.model = model.name;
  body.messages = convertMessages(messages, call, quirks);
  body[quirks.maxTokens] = call.maxOutputTokens;
  if (tools.length > 0) {
    body.tools = tools.map(convertTool);
    if (call.toolChoice !== undefined && call.toolChoice !== 'auto') {
      body.tool_choice = convertChoice(call.toolChoice, quirks);
    }
    if (call.parallelToolCalls === false) body.parallel_tool_calls = false;
  }
  if (outputSchema !== undefined && held) {
    const answer = { name: 'answer', schema: outputSchema, strict: isStrict(outputSchema) };
    body.response_format = { type: 'json_schema', json_schema: answer };
  }
  if (call.temperature !== undefined) body.temperature = call.temperature;
  if (call.topP !== undefined) body.top_p = call.topP;
  if (call.stop !== undefined && call.stop.length > 0) body.stop = call.stop;
  if (call.seed !== undefined) body[quirks.seed] = call.seed;
  if (call.effort !== undefined) Object.assign(body, quirks.effort(call.effort, model));
  body.stream = call.streamed;
  if (call.streamed && quirks.streamOptions) body.stream_options = { include_usage: true };
  return { path: '/chat/completions', headers: {}, body: JSON.stringify(body) };
}

/** Said by fields of ours, under whatever name. */
const ours = new Set(
  (
    'model messages tools tool_choice parallel_tool_calls functions function_call max_tokens max_completion_tokens ' +
    'stream stream_options'
  ).split(' '),
);

function extraOf({ extra }: WireCall, quirks: OpenaiQuirks): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const key in extra) {
    if (!ours.has(key) && (quirks.extra === null || quirks.extra.has(key))) kept[key] = extra[key];
  }
  return kept;
}

function convertTool(tool: WireCall['tools'][number]) {
  const { name, description, parameters } = flattenParameters(tool);
  return { type: 'function', function: { name, description, parameters } };
}

function convertChoice(choice: Exclude<ToolChoice, 'auto'>, quirks: OpenaiQuirks) {
  if (typeof choice === 'object') return { type: 'function', function: { name: choice.name } };
  return choice === 'required' ? quirks.anyTool : choice;
}
