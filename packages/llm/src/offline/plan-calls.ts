import type { ToolDefinition } from '../model-port.ts';
import { findExpression } from './arithmetic.ts';
import { guessPath } from './json-path.ts';
import { findJson } from './json-question.ts';
import { planTime } from './plan-time.ts';
import type { PlannedCall } from './planned-call.ts';
import type { Reading } from './read-request.ts';
import { parsedResult } from './say-result.ts';
import { propertiesOf, typeOf } from './tool-schema.ts';
import { stems } from './words.ts';

/** Which of the agent's tools fit the question, with their arguments; those already called are left out. */
export function planCalls(reading: Reading, tools: readonly ToolDefinition[]): PlannedCall[] {
  const planned = tools.flatMap((tool) => callsOf(tool, reading));
  for (const tool of tools) {
    if (!isDemanded(reading.hint, tool.name) || planned.some(({ name }) => name === tool.name)) continue;
    const call = callByName(tool, reading.question);
    if (call !== null) planned.push(call);
  }
  return planned.filter(
    (call) =>
      !reading.results.some(
        ({ call: made }) => made.name === call.name && same(made.arguments, call.arguments),
      ),
  );
}

function callsOf(tool: ToolDefinition, reading: Reading): PlannedCall[] {
  const { question } = reading;
  switch (tool.name) {
    case 'calculator': {
      const found = findJson(question) === null ? findExpression(question) : null;
      return found === null ? [] : [{ name: tool.name, arguments: { [first(tool)]: found.expression } }];
    }
    case 'current_time':
      return planTime(tool, reading);
    case 'json_query':
      return queryCalls(tool, reading);
    case 'http_get': {
      const urls = question.match(/https?:\/\/[^\s<>"')\]]+[^\s<>"')\].,;:!?]/g) ?? [];
      return [...new Set(urls)]
        .slice(0, 3)
        .map((url) => ({ name: tool.name, arguments: { [first(tool)]: url } }));
    }
    default:
      return callOther(tool, question);
  }
}

/** Queries the JSON of the question, or that which an address answered with. */
function queryCalls(tool: ToolDefinition, { question, results }: Reading): PlannedCall[] {
  const names = propertiesOf(tool);
  const path = names.find((name) => /path|query|expression/i.test(name));
  const data = names.find((name) => name !== path);
  if (path === undefined || data === undefined) return [];
  const found = findJson(question);
  const values = found === null ? [] : [found.value];
  const asked = found?.rest ?? question.replace(/https?:\S+/g, ' ');
  for (const result of results) {
    const answer = result.call.name === 'http_get' && !result.isError ? parsedResult(result.content) : null;
    if (typeof answer === 'object' && answer !== null && 'json' in answer) values.push(answer.json);
  }
  const wantsText = typeOf(tool, data) === 'string';
  return values.map((value) => ({
    name: tool.name,
    arguments: { [data]: wantsText ? JSON.stringify(value) : value, [path]: guessPath(asked, value) },
  }));
}

/** A tool that rules know nothing of is called when its name or description speaks of the same things. */
function callOther(tool: ToolDefinition, question: string): PlannedCall[] {
  const about = new Set(stems(`${tool.name.replace(/[_-]/g, ' ')} ${tool.description}`));
  const common = [...new Set(stems(question))].filter((word) => about.has(word)).length;
  if (!question.includes(tool.name) && common < 2) return [];
  const call = callByName(tool, question);
  return call === null ? [] : [call];
}

/** Puts the question into the one text that a tool requires; null when it wants more than that. */
function callByName(tool: ToolDefinition, question: string): PlannedCall | null {
  const required = Array.isArray(tool.parameters.required) ? tool.parameters.required.map(String) : [];
  if (required.length > 1 || required.some((name) => typeOf(tool, name) !== 'string')) return null;
  const [name] = required;
  if (name === undefined) return { name: tool.name, arguments: {} };
  const value = tool.name === 'calculator' ? findExpression(question)?.expression : question;
  return value === undefined ? null : { name: tool.name, arguments: { [name]: value } };
}

/** A broken rule that wants a call: "The tool "x" has not been called successfully." */
function isDemanded(hint: string, tool: string): boolean {
  return hint.includes(`"${tool}" has not been called`);
}

function first(tool: ToolDefinition): string {
  return propertiesOf(tool)[0] ?? 'input';
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
