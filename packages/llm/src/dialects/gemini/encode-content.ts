import type { ToolChoice, ToolDefinition } from '../../model-port.ts';
import type { WireCall, WireRequest } from '../dialect.ts';
import { flattenParameters } from '../flatten-parameters.ts';
import { instructSchema } from '../instruct-schema.ts';
import { splitWithTalk } from '../split-instructions.ts';
import { convertMessages } from './convert-messages.ts';
import { convertSchema } from './convert-schema.ts';
import { isThird, thinkingConfig } from './thinking-config.ts';

/** The request for content. Source: ai.google.dev, "models.generateContent". */
export function encodeContent(call: WireCall): WireRequest {
  const { model, outputSchema, tools } = call;
  const schema = outputSchema === undefined || !canHold(call) ? null : convertSchema(outputSchema);
  const messages =
    outputSchema !== undefined && schema === null
      ? instructSchema(call.messages, outputSchema)
      : call.messages;
  const { instructions, talk } = splitWithTalk(messages);
  const generationConfig = {
    maxOutputTokens: call.maxOutputTokens,
    ...(call.temperature === undefined ? {} : { temperature: call.temperature }),
    ...(call.topP === undefined ? {} : { topP: call.topP }),
    ...(call.seed === undefined ? {} : { seed: call.seed }),
    ...(call.stop === undefined || call.stop.length === 0 ? {} : { stopSequences: call.stop }),
    ...(schema === null ? {} : { responseMimeType: 'application/json', responseJsonSchema: schema }),
    ...(call.effort === undefined ? {} : { thinkingConfig: thinkingConfig(call.effort, model.name) }),
  };
  const body = {
    ...(instructions === '' ? {} : { systemInstruction: { parts: [{ text: instructions }] } }),
    contents: convertMessages(talk, isThird(model.name)),
    ...(tools.length === 0 ? {} : { tools: [{ functionDeclarations: tools.map(convertTool) }] }),
    ...(tools.length === 0 || call.toolChoice === undefined || call.toolChoice === 'auto'
      ? {}
      : { toolConfig: { functionCallingConfig: convertChoice(call.toolChoice) } }),
    generationConfig,
  };
  const verb = call.streamed ? 'streamGenerateContent?alt=sse' : 'generateContent';
  return {
    path: `/models/${encodeURIComponent(model.name)}:${verb}`,
    headers: {},
    body: JSON.stringify(body),
  };
}

/** Beside tools only Gemini 3 holds its answer to a schema, and not while it is forced to call one. */
function canHold({ model, tools, toolChoice }: WireCall): boolean {
  const forced = toolChoice === 'required' || typeof toolChoice === 'object';
  return model.structuredOutput && (tools.length === 0 || (isThird(model.name) && !forced));
}

function convertTool(tool: ToolDefinition): object {
  const { name, description, parameters } = flattenParameters(tool);
  const schema = convertSchema(parameters);
  if (schema !== null) return { name, description, parametersJsonSchema: schema };
  const words = `${description}\nIts arguments must fit this JSON Schema: ${JSON.stringify(parameters)}`;
  return { name, description: words, parametersJsonSchema: { type: 'object' } };
}

function convertChoice(choice: Exclude<ToolChoice, 'auto'>): object {
  if (typeof choice === 'object') return { mode: 'ANY', allowedFunctionNames: [choice.name] };
  return { mode: choice === 'none' ? 'NONE' : 'ANY' };
}
