import type { JsonSchema, ModelMessage, ToolDefinition } from '../model-port.ts';
import { estimateTokens } from './estimate-tokens.ts';

export interface CountedInput {
  /** What it will probably be; used for the expected price and where a vendor gives no usage. */
  expected: number;
  /** What it cannot exceed; used for ceilings. */
  atMost: number;
}

/** Roles, separators and turn markers that chat templates add around each message. */
const perMessage = { expected: 4, atMost: 16 };
/** Anthropic adds the most for tools: up to 530 tokens of its own system text (its pricing page). */
const toolPreamble = { expected: 100, atMost: 600 };
/** Templates spell schemas out with names of their own around each property. */
const schemaFactor = { expected: 1, atMost: 2 };

/** Counts the input of a request without its model's tokenizer. */
export function countInput(request: {
  messages: readonly ModelMessage[];
  tools: readonly ToolDefinition[];
  outputSchema?: JsonSchema;
}): CountedInput {
  let expected = 3;
  let atMost = 64;
  for (const message of request.messages) {
    expected += perMessage.expected;
    atMost += perMessage.atMost;
    const extra =
      message.role === 'assistant' && message.toolCalls.length > 0
        ? JSON.stringify(message.toolCalls)
        : message.role === 'tool'
          ? message.name + message.toolCallId
          : '';
    expected += estimateTokens(message.content) + estimateTokens(extra);
    atMost += Buffer.byteLength(message.content) + Buffer.byteLength(extra);
  }
  if (request.tools.length > 0) {
    const text = JSON.stringify(request.tools);
    expected += toolPreamble.expected + estimateTokens(text) * schemaFactor.expected;
    atMost += toolPreamble.atMost + Buffer.byteLength(text) * schemaFactor.atMost;
  }
  if (request.outputSchema !== undefined) {
    const text = JSON.stringify(request.outputSchema);
    expected += estimateTokens(text) * schemaFactor.expected;
    atMost += 100 + Buffer.byteLength(text) * schemaFactor.atMost;
  }
  return { expected, atMost };
}
