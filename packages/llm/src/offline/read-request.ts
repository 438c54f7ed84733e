import type { ModelMessage, ToolCall } from '../model-port.ts';
import { wholeQuestion } from './follow-up.ts';
import { readText } from './read-text.ts';

export interface ToolResult {
  call: ToolCall;
  content: string;
  isError: boolean;
}

/** What a request is about, as far as rules can tell. */
export interface Reading {
  /** The newest thing that the person asked. */
  question: string;
  /** The fields of a structured input, beside the question. */
  fields: Readonly<Record<string, unknown>>;
  /** The agent's own instructions and documents. */
  instructions: string;
  /** What the platform said about an answer that broke a rule; empty when none did. */
  hint: string;
  /** Tool results since the question, in order. */
  results: readonly ToolResult[];
  /** What was said before the question, oldest first. */
  earlier: readonly string[];
}

/** Rules read no further; long enough for a page of text, short enough for the slowest of them. */
const longestQuestion = 20_000;

/** How the platform begins when it hands an answer back; see the orchestrator's `guard-output.ts`. */
const hintPattern =
  /^(?:your|the) (?:answer|output)\b.{0,40}\b(?:breaks?|broke|violates?|is not valid|does not fit|was empty)\b/i;

export function readRequest(messages: readonly ModelMessage[]): Reading {
  const firstTalk = messages.findIndex(({ role }) => role !== 'system');
  let asked = messages.findLastIndex(({ role }) => role === 'user');
  const hints = messages
    .slice(Math.max(0, firstTalk))
    .flatMap((message) => (message.role === 'system' ? [message.content] : []));

  // Such a message follows an answer at once; the question is the person's message before it.
  while (messages[asked - 1]?.role === 'assistant' && hintPattern.test(readText(messages[asked]))) {
    const before = messages.findLastIndex(({ role }, index) => role === 'user' && index < asked);
    if (before < 0) break;
    hints.push(readText(messages[asked]));
    asked = before;
  }

  const input = readInput(readText(messages[asked]));
  const { fields } = input;
  const earlier = messages
    .slice(0, Math.max(0, asked))
    .flatMap((m) =>
      m.role === 'user' ? [readInput(readText(m)).question] : m.role === 'assistant' ? [m.content] : [],
    )
    .filter((text) => text !== '');
  const question = wholeQuestion(input.question.slice(0, longestQuestion), earlier);
  return {
    question,
    fields,
    instructions: messages
      .flatMap((m, i) => (m.role === 'system' && i < Math.max(1, firstTalk) ? [m.content] : []))
      .join('\n\n'),
    hint: hints.join('\n'),
    results: resultsAfter(messages, asked),
    earlier,
  };
}

/** A structured input arrives as a JSON object; its longest text is what it asks. */
function readInput(content: string): { question: string; fields: Readonly<Record<string, unknown>> } {
  const value = parseObject(content);
  if (value === null) return { question: content.trim(), fields: {} };
  const texts = Object.values(value).filter((entry) => typeof entry === 'string');
  const named = ['query', 'question', 'text', 'message']
    .map((name) => value[name])
    .find((v) => typeof v === 'string');
  const longest = texts.toSorted((a, b) => b.length - a.length)[0];
  return { question: String(named ?? longest ?? content).trim(), fields: value };
}

function parseObject(text: string): Record<string, unknown> | null {
  if (!text.trimStart().startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

function resultsAfter(messages: readonly ModelMessage[], asked: number): ToolResult[] {
  const calls = new Map<string, ToolCall>();
  const results: ToolResult[] = [];
  for (const message of messages.slice(asked + 1)) {
    if (message.role === 'assistant') for (const call of message.toolCalls) calls.set(call.id, call);
    if (message.role === 'tool') {
      const call = calls.get(message.toolCallId) ?? {
        id: message.toolCallId,
        name: message.name,
        arguments: {},
      };
      results.push({ call, content: message.content, isError: message.isError });
    }
  }
  return results;
}
