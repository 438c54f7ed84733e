import type { ReasoningEffort, ToolDefinition } from '../../model-port.ts';
import { countInput } from '../../tokens/count-tokens.ts';
import type { WireCall, WireRequest } from '../dialect.ts';
import { convertMessages } from './convert-messages.ts';

/**
 * A chat of Ollama's own API. Its OpenAI-compatible one cannot set the context, so there a prompt longer than the
 * default of 4,096 tokens would be cut without a word. Source: docs.ollama.com, "Generate a chat message".
 */
export function encodeChat(call: WireCall): WireRequest {
  const { model, outputSchema, effort } = call;
  const tools = toolsOf(call);
  const body = {
    model: model.name,
    messages: convertMessages(call.messages),
    stream: call.streamed,
    ...(tools.length === 0 ? {} : { tools: tools.map(convertTool) }),
    ...(outputSchema === undefined ? {} : { format: outputSchema }),
    ...(effort === undefined ? {} : { think: thinkOf(effort, model.name) }),
    options: {
      num_predict: call.maxOutputTokens,
      num_ctx: contextFor(call),
      ...(call.temperature === undefined ? {} : { temperature: call.temperature }),
      ...(call.topP === undefined ? {} : { top_p: call.topP }),
      ...(call.seed === undefined ? {} : { seed: call.seed }),
      ...(call.stop === undefined || call.stop.length === 0 ? {} : { stop: call.stop }),
    },
  };
  return { path: '/api/chat', headers: {}, body: JSON.stringify(body) };
}

/** It knows no choice of tools, so those that may not be called are not offered. */
function toolsOf({ tools, toolChoice }: WireCall): readonly ToolDefinition[] {
  if (toolChoice === 'none') return [];
  return typeof toolChoice === 'object' ? tools.filter(({ name }) => name === toolChoice.name) : tools;
}

function convertTool({ name, description, parameters }: ToolDefinition) {
  return { type: 'function', function: { name, description, parameters } };
}

/** GPT-OSS takes levels and cannot be told not to think; others are switched on and off. */
function thinkOf(effort: ReasoningEffort, name: string): string | boolean {
  if (name.includes('gpt-oss')) return effort === 'none' ? 'low' : effort;
  return effort !== 'none';
}

/** Powers of two, since Ollama loads a model anew whenever the size changes. */
function contextFor(call: WireCall): number {
  const needed = Math.ceil(countInput(call).expected * 1.3) + call.maxOutputTokens;
  return Math.min(call.model.contextTokens, 2 ** Math.ceil(Math.log2(Math.max(4_096, needed))));
}
