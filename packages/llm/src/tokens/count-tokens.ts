import { type CatalogueModel, usualImageTokens } from '../catalogue/catalogue-model.ts';
import type { JsonSchema, ModelMessage, ToolDefinition, UserContent } from '../model-port.ts';
import { estimateTokens } from './estimate-tokens.ts';

export interface CountedInput {
  /** What it will probably be; used for the expected price and where a vendor gives no usage. */
  expected: number;
  /** What it cannot exceed; used for ceilings. */
  atMost: number;
  /** How many images are in it; both numbers above count each of them as most vendors do. */
  images: number;
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
  const counted = { expected: 3, atMost: 64, images: 0 };
  for (const message of request.messages) {
    counted.expected += perMessage.expected;
    counted.atMost += perMessage.atMost;
    if (message.role === 'user') addContent(counted, message.content);
    else addText(counted, message.content);
    if (message.role === 'tool') addText(counted, message.name + message.toolCallId);
    else if (message.role === 'assistant') {
      if (message.toolCalls.length > 0) addText(counted, JSON.stringify(message.toolCalls));
      if (message.reasoning !== undefined) addThought(counted, message.reasoning);
    }
  }
  if (request.tools.length > 0) {
    counted.expected += toolPreamble.expected;
    counted.atMost += toolPreamble.atMost;
    addSchema(counted, request.tools);
  }
  if (request.outputSchema !== undefined) {
    counted.atMost += 100;
    addSchema(counted, request.outputSchema);
  }
  return counted;
}

/** The count as one model's vendor makes it: images differ. */
export function inputFor(counted: CountedInput, model: CatalogueModel): CountedInput {
  const { images } = counted;
  if (images === 0 || model.imageTokens === usualImageTokens) return counted;
  return {
    expected: counted.expected + images * (model.imageTokens.expected - usualImageTokens.expected),
    atMost: counted.atMost + images * (model.imageTokens.atMost - usualImageTokens.atMost),
    images,
  };
}

function addText(counted: CountedInput, text: string): void {
  counted.expected += estimateTokens(text);
  // No byte-level tokenizer makes more than a token of a byte.
  counted.atMost += Buffer.byteLength(text);
}

function addContent(counted: CountedInput, content: UserContent): void {
  if (typeof content === 'string') {
    addText(counted, content);
    return;
  }
  for (const part of content) {
    if (part.type === 'text') addText(counted, part.text);
    else {
      counted.images += 1;
      counted.expected += usualImageTokens.expected;
      counted.atMost += usualImageTokens.atMost;
    }
  }
}

/** A thought is sent back with its seal alone, and vendors that seal bill the thought and not the seal. */
function addThought(counted: CountedInput, reasoning: { text: string; signature?: string }): void {
  if (reasoning.signature === undefined) return;
  counted.expected += estimateTokens(reasoning.text);
  counted.atMost += Buffer.byteLength(reasoning.text) + reasoning.signature.length;
}

/** Tools and schemas are the same objects in call after call: their text is measured once. */
const measured = new WeakMap<object, { expected: number; bytes: number }>();

function addSchema(counted: CountedInput, schema: object): void {
  let size = measured.get(schema);
  if (size === undefined) {
    const text = JSON.stringify(schema);
    size = { expected: estimateTokens(text), bytes: Buffer.byteLength(text) };
    measured.set(schema, size);
  }
  counted.expected += size.expected * schemaFactor.expected;
  counted.atMost += size.bytes * schemaFactor.atMost;
}
