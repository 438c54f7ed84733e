import { findExpression } from './arithmetic.ts';
import { findJson } from './json-question.ts';
import { rankPassages } from './rank-passages.ts';
import type { Reading, ToolResult } from './read-request.ts';
import { sayTime } from './say-time.ts';
import { passagesOf } from './words.ts';

/** A tool's result in a sentence or two: the result first, then where it comes from. */
export function sayResult(result: ToolResult, reading: Reading): string {
  const { call, content, isError } = result;
  const parsed = parsedResult(content);
  if (isError) return `\`${call.name}\` could not help: ${clip(errorIn(parsed), 300)}`;
  switch (call.name) {
    case 'calculator':
      return sayNumber(resultValue(content), reading.question, call);
    case 'current_time':
      return sayTime(parsed, reading.question, call.arguments);
    case 'json_query':
      return sayPicked(resultValue(content), reading.question, call);
    default:
      return sayText(parsed, reading.question, call);
  }
}

/** What a tool answered: its JSON, or its text. */
export function parsedResult(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return content;
  }
}

/** The one value in a tool's answer (`{"result": "420"}`), or the answer itself. */
export function resultValue(content: string): unknown {
  const value = parsedResult(content);
  return typeof value === 'object' && value !== null && 'result' in value ? value.result : value;
}

function errorIn(parsed: unknown): string {
  if (typeof parsed === 'object' && parsed !== null && 'error' in parsed) return String(parsed.error);
  return show(parsed);
}

function sayNumber(value: unknown, question: string, call: ToolResult['call']): string {
  const phrase = findExpression(question)?.phrase ?? '';
  const said = phrase === '' || phrase.length > 120 ? 'The result' : phrase;
  const expression = String(call.arguments.expression ?? '');
  const how =
    said.replaceAll(' ', '') === expression.replaceAll(' ', '') ? '' : `, worked out as \`${expression}\``;
  return `${capital(said)} is **${show(value)}**${how}.`;
}

function sayPicked(value: unknown, question: string, call: ToolResult['call']): string {
  const path = String(call.arguments.path ?? '');
  const rest = findJson(question)?.rest ?? question;
  if (value === null || (Array.isArray(value) && value.length === 0)) {
    return `The data holds nothing at \`${path}\`.${holds(call.arguments.json)}`;
  }
  if (path === '@') return `The question names nothing in the data.${holds(call.arguments.json)}`;
  if (/\bhow many\b/i.test(rest) && typeof value === 'number') return `There are **${value}** (\`${path}\`).`;
  if (Array.isArray(value) && value.length === 1) return `\`${path}\` is **${show(value[0])}**.`;
  if (Array.isArray(value)) {
    const shown = value.slice(0, 20).map((entry) => `- ${show(entry)}`);
    const more = value.length > 20 ? `\n- … and ${value.length - 20} more` : '';
    return `\`${path}\` holds ${value.length} values:\n\n${shown.join('\n')}${more}`;
  }
  return `\`${path}\` is **${show(value)}**.`;
}

/** Names the top of the data, for a question that it does not answer. */
function holds(json: unknown): string {
  const value = typeof json === 'string' ? parsedResult(json) : json;
  if (Array.isArray(value)) return ` It is a list of ${value.length}.`;
  if (typeof value !== 'object' || value === null) return '';
  return ` It holds ${Object.keys(value)
    .slice(0, 12)
    .map((key) => `\`${key}\``)
    .join(', ')}.`;
}

function sayText(parsed: unknown, question: string, call: ToolResult['call']): string {
  const text =
    typeof parsed === 'object' && parsed !== null && 'text' in parsed ? String(parsed.text) : show(parsed);
  const passages = passagesOf(text.slice(0, 20_000));
  const asked = question.replace(/https?:\S+/g, ' ');
  const best = rankPassages(asked, passages)
    .slice(0, 2)
    .map((passage) => passage.text);
  const shown = (best.length > 0 ? best : passages.slice(0, 2)).map((passage) => `> ${clip(passage, 400)}`);
  const source = String(call.arguments.url ?? `\`${call.name}\``);
  return shown.length === 0 ? `${source} holds no text.` : `From ${source}:\n\n${shown.join('\n>\n')}`;
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function clip(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;
}
