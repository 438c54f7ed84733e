import type { ToolDefinition } from '../model-port.ts';
import { keyPassages, rankPassages } from './rank-passages.ts';
import type { Reading, ToolResult } from './read-request.ts';
import { sayResult } from './say-result.ts';
import { passagesOf } from './words.ts';

/** Said with every free-text answer, so that nobody takes it for a language model's. */
export const label = 'offline/extractive-1: composed by rules, no language model.';

/** The answer without its label: tool results first, else a summary, else what the instructions say. */
export function composeBody(reading: Reading, tools: readonly ToolDefinition[]): string {
  if (reading.results.length > 0) {
    return lastWords(reading.results)
      .map((result) => sayResult(result, reading))
      .join('\n\n');
  }
  if (asksWhoItIs(reading.question)) return introduce(reading, tools);
  const summary = summarise(reading);
  if (summary !== null) return summary;
  const quotes = quotesFor(reading);
  if (quotes.length > 0) {
    return `From my instructions:\n\n${quotes.map((quote) => `> ${quote}`).join('\n>\n')}`;
  }
  return nothingFound(reading, tools);
}

/** Of results that lead to one another (a date, then the days to it; a page, then a value in it) the last. */
function lastWords(results: readonly ToolResult[]): readonly ToolResult[] {
  const last = results.at(-1);
  const leads = results.some(
    ({ call, isError }) =>
      !isError &&
      ((call.name === 'http_get' && last?.call.name === 'json_query') ||
        (call.name === 'current_time' && last?.call.arguments.days_until !== undefined)),
  );
  return leads && last !== undefined && !last.isError ? [last] : results;
}

/** Passages of the instructions that answer the question, best first; at most three, none that merely brushes it. */
export function quotesFor(reading: Reading): string[] {
  const passages = passagesOf(reading.instructions);
  const ranked = rankPassages(reading.question, passages);
  const best = ranked[0];
  if (best === undefined || (best.coverage < 0.34 && best.score < 4)) return [];
  return ranked
    .filter(({ score }) => score >= best.score * 0.55)
    .slice(0, 3)
    .map(({ text }) => text);
}

/** What a text says, in at most `howMany` of its own sentences. */
export function gistOf(text: string, howMany: number): string {
  const told = text.replace(/^\s*(?:hi|hello|hey|dear)\b[^\n.!?]{0,30}[,!.\n]\s*/i, '');
  return keyPassages(passagesOf(told), howMany).join(' ');
}

const summaryWords = /\b(?:summar\w+|tl;?dr|shorten|condense|key points|main points|in short|boil)\b/i;

function summarise(reading: Reading): string | null {
  const passages = passagesOf(reading.question);
  const asked =
    summaryWords.test(reading.question) || (summaryWords.test(reading.instructions) && passages.length > 2);
  if (!asked || passages.length < 3) return null;
  const own = passages.filter((passage, index) => index > 0 || !summaryWords.test(passage));
  return keyPassages(own, Math.min(3, Math.ceil(own.length / 3)))
    .map((passage) => `- ${passage}`)
    .join('\n');
}

function asksWhoItIs(question: string): boolean {
  const asked = question.trim();
  return (
    /^(?:hi|hello|hey|good (?:morning|evening|afternoon))\b.{0,20}$/i.test(asked) ||
    /\b(?:who are you|what can you do|what do you do|what are you|help me|how can you help)\b/i.test(asked)
  );
}

function introduce(reading: Reading, tools: readonly ToolDefinition[]): string {
  const purpose = passagesOf(reading.instructions).slice(0, 1).join(' ');
  const start = purpose === '' ? 'I am an agent without instructions.' : `What I am for: ${purpose}`;
  if (tools.length === 0) return start;
  const list = tools.map(({ name, description }) => `- \`${name}\`: ${inShort(description)}`);
  return `${start}\n\nTools that I can use:\n\n${list.join('\n')}`;
}

/** Where to ask, if the instructions say so, and what the tools could do instead. */
function nothingFound(reading: Reading, tools: readonly ToolDefinition[]): string {
  const parts = [
    reading.instructions.trim() === ''
      ? 'I have no instructions that could answer this.'
      : 'Nothing in my instructions answers this.',
  ];
  const contact = passagesOf(reading.instructions).find(
    (passage) =>
      /\b(?:questions?|contact|support|help)\b/i.test(passage) && /\S@\S+\.\S|https?:\/\//.test(passage),
  );
  if (contact !== undefined) parts.push(`> ${contact}`);
  else if (tools.length > 0) parts.push(`I can use ${tools.map(({ name }) => `\`${name}\``).join(', ')}.`);
  return parts.join('\n\n');
}

/** Descriptions of tools are written for models; a person needs their beginning. */
function inShort(description: string): string {
  const start =
    description
      .replace(/\([^)]*\)/g, '')
      .split(/[.:;]|,? for example/)[0]
      ?.trim() ?? '';
  return start.length > 90 ? `${start.slice(0, 89)}…` : start;
}
