import type { ContentPart, ModelMessage, ToolCall, UserContent } from '../model-port.ts';
import { FieldError, kindOf } from './field-error.ts';
import { isGiven, isObject, type Json, readArray, readObject, readString } from './read-field.ts';
import { readImage } from './read-image.ts';

/** The conversation as OpenAI's chat completions take it. Throws FieldError. */
export function readMessages(value: unknown): ModelMessage[] {
  const given = readArray(value, 'messages');
  if (given.length === 0) throw new FieldError('messages', "'messages' must have at least one message.");
  const messages: ModelMessage[] = [];
  /** Results name their call by its id alone; vendors want the tool's name as well. */
  const toolNames = new Map<string, string>();
  for (let index = 0; index < given.length; index++) {
    messages.push(readMessage(given[index], `messages[${index}]`, toolNames));
  }
  return messages;
}

function readMessage(value: unknown, at: string, toolNames: Map<string, string>): ModelMessage {
  const message = readObject(value, at);
  switch (message.role) {
    case 'system':
    case 'developer':
      return { role: 'system', content: readText(message.content, `${at}.content`) };
    case 'user':
      return { role: 'user', content: readUserContent(message.content, `${at}.content`) };
    case 'assistant':
      return readAssistant(message, at, toolNames);
    case 'tool':
      return readToolResult(message, at, toolNames);
    default:
      throw new FieldError(
        `${at}.role`,
        `'${at}.role' must be one of system, developer, user, assistant, tool.`,
      );
  }
}

/** A string, or parts that are all text. */
function readText(value: unknown, at: string): string {
  if (typeof value === 'string') return value;
  let text = '';
  for (const [index, part] of readArray(value, at).entries()) {
    const { type, text: piece, refusal } = readObject(part, `${at}[${index}]`);
    if (type === 'text') text += readString(piece, `${at}[${index}].text`);
    else if (type === 'refusal') text += readString(refusal, `${at}[${index}].refusal`);
    else throw new FieldError(`${at}[${index}].type`, `'${at}[${index}].type' must be text here.`);
  }
  return text;
}

function readUserContent(value: unknown, at: string): UserContent {
  if (typeof value === 'string') return value;
  return readArray(value, at).map((given, index): ContentPart => {
    const place = `${at}[${index}]`;
    const part = readObject(given, place);
    switch (part.type) {
      case 'text':
        return { type: 'text', text: readString(part.text, `${place}.text`) };
      case 'image_url':
        return readImage(part.image_url, `${place}.image_url`);
      default:
        throw new FieldError(
          `${place}.type`,
          `'${place}.type' must be text or image_url; other kinds of content are not taken.`,
        );
    }
  });
}

function readAssistant(message: Json, at: string, toolNames: Map<string, string>): ModelMessage {
  if (isGiven(message.function_call)) {
    throw new FieldError(`${at}.function_call`, "'function_call' is not taken; use 'tool_calls'.");
  }
  const calls = isGiven(message.tool_calls)
    ? readArray(message.tool_calls, `${at}.tool_calls`).map((call, index) =>
        readToolCall(call, `${at}.tool_calls[${index}]`),
      )
    : [];
  for (const call of calls) toolNames.set(call.id, call.name);
  const said = message.content ?? message.refusal;
  if (!isGiven(said) && calls.length === 0) {
    throw new FieldError(`${at}.content`, `'${at}' must have 'content' or 'tool_calls'.`);
  }
  return {
    role: 'assistant',
    content: isGiven(said) ? readText(said, `${at}.content`) : '',
    toolCalls: calls,
  };
}

function readToolCall(value: unknown, at: string): ToolCall {
  const call = readObject(value, at);
  if (call.type !== undefined && call.type !== 'function') {
    throw new FieldError(`${at}.type`, `'${at}.type' must be function.`);
  }
  const called = readObject(call.function, `${at}.function`);
  const text = readString(called.arguments, `${at}.function.arguments`);
  const known = {
    id: readString(call.id, `${at}.id`),
    name: readString(called.name, `${at}.function.name`),
  };
  const parsed = parseArguments(text);
  return parsed === null ? { ...known, arguments: {}, invalidJson: text } : { ...known, arguments: parsed };
}

/** Null for what is no JSON object: models write that too, and must be shown what they wrote. */
function parseArguments(text: string): Json | null {
  if (text === '') return {};
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

function readToolResult(message: Json, at: string, toolNames: Map<string, string>): ModelMessage {
  const toolCallId = readString(message.tool_call_id, `${at}.tool_call_id`);
  const name = toolNames.get(toolCallId);
  if (name === undefined) {
    throw new FieldError(
      `${at}.tool_call_id`,
      `'${at}.tool_call_id' must name a call of an assistant message before it.`,
    );
  }
  if (!isGiven(message.content)) {
    throw new FieldError(`${at}.content`, `'${at}.content' must be text, not ${kindOf(message.content)}.`);
  }
  return {
    role: 'tool',
    toolCallId,
    name,
    content: readText(message.content, `${at}.content`),
    isError: false,
  };
}
