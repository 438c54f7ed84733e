import type { ModelMessage, UserContent } from '@agent-factory/llm';
import type { JsonValue } from '@agent-factory/spec';
import type { AgentState } from './run-state.ts';

/** How much of a thread's past a model is shown: the last 20 questions and answers. */
const maxHistoryMessages = 40;
/** Vendors refuse a conversation in which an answer is empty. */
const nothingSaid = '(no answer)';

/** The thread's memory, then this run; without the instructions. */
export function conversationOf(state: AgentState): readonly ModelMessage[] {
  const messages = [...(state.history ?? []).slice(-maxHistoryMessages), ...state.messages];
  return messages.map((message) =>
    message.role === 'assistant' && message.content.trim() === '' && message.toolCalls.length === 0
      ? { ...message, content: nothingSaid }
      : message,
  );
}

/** The memory after a run that succeeded: what was asked and what was answered, not the way there. */
export function rememberedAfter(state: AgentState, answer: string): readonly ModelMessage[] {
  const question = state.messages[0];
  const added: ModelMessage[] = question === undefined ? [] : [question];
  added.push({ role: 'assistant', content: answer, toolCalls: [] });
  const history = [...(state.history ?? []), ...added];
  // Cut rarely: a list that only grows is stored by its new items alone.
  return history.length <= 2 * maxHistoryMessages ? history : history.slice(-maxHistoryMessages);
}

/** Everything in a conversation that people, tools or models wrote, in order. */
export function messageTexts(messages: readonly ModelMessage[]): JsonValue[] {
  return messages.map(textsOf);
}

function textsOf(message: ModelMessage): JsonValue {
  switch (message.role) {
    case 'assistant':
      return [message.content, ...message.toolCalls.map((call) => plainArguments(call.arguments))];
    case 'user':
      return contentTexts(message.content);
    case 'system':
    case 'tool':
      return message.content;
  }
}

/** The words of what a person sent; a picture says nothing that a text rule could read. */
function contentTexts(content: UserContent): JsonValue {
  return typeof content === 'string'
    ? content
    : content.map((part) => (part.type === 'text' ? part.text : ''));
}

function withContentTexts(content: UserContent, texts: JsonValue | undefined): UserContent {
  if (typeof content === 'string') return stringOr(texts, content);
  if (!Array.isArray(texts)) return content;
  const given: JsonValue[] = texts;
  return content.map((part, index) =>
    part.type === 'text' ? { ...part, text: stringOr(given[index], part.text) } : part,
  );
}

/** The conversation with its texts replaced by `texts`, which came from `messageTexts` of the same messages. */
export function withMessageTexts(messages: readonly ModelMessage[], texts: JsonValue): ModelMessage[] {
  if (!Array.isArray(texts)) return [...messages];
  return messages.map((message, index): ModelMessage => {
    const text: JsonValue | undefined = texts[index];
    if (message.role === 'user') return { ...message, content: withContentTexts(message.content, text) };
    if (message.role !== 'assistant') return { ...message, content: stringOr(text, message.content) };
    if (!Array.isArray(text)) return message;
    const [content, ...inputs]: JsonValue[] = text;
    const toolCalls = message.toolCalls.map((call, place) => {
      const input = inputs[place];
      return input !== null && typeof input === 'object' && !Array.isArray(input)
        ? { ...call, arguments: { ...input } }
        : call;
    });
    return { ...message, content: stringOr(content, message.content), toolCalls };
  });
}

/** Arguments come from parsed JSON, so they are JSON. */
export function plainArguments(input: Readonly<Record<string, unknown>>): JsonValue {
  return input as { readonly [key: string]: JsonValue };
}

function stringOr(value: JsonValue | undefined, fallback: string): string {
  return typeof value === 'string' ? value : fallback;
}
