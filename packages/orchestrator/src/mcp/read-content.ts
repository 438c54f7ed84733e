import type { JsonValue } from '@agent-factory/spec';
import type { CallToolResult } from '@modelcontextprotocol/client';
import type { ToolResult } from '../ports/tool-port.ts';

/** Of one result; a longer one would fill a model's context. */
const maxCharacters = 100_000;

/** What a tool answered as a value for a model: its structured content, else its texts. Pictures and sounds are not read. */
export function readContent(result: CallToolResult): ToolResult {
  const isError = result.isError === true;
  const { structuredContent, content } = result;
  if (structuredContent !== undefined && !isError) {
    const size = JSON.stringify(structuredContent).length;
    if (size > maxCharacters) return tooLong(size);
    // Parsed from JSON by the SDK.
    return { outcome: 'ok', value: structuredContent as JsonValue };
  }
  const texts: string[] = [];
  const unread = new Set<string>();
  for (const block of content) {
    const text = textOf(block);
    if (text === null) unread.add(block.type);
    else texts.push(text);
  }
  const text = texts.join('\n\n');
  if (text.length > maxCharacters) return tooLong(text.length);
  if (isError) return { outcome: 'error', value: { error: text === '' ? 'The tool failed.' : text } };
  if (unread.size === 0) return { outcome: 'ok', value: text };
  const note = `It also answered with ${[...unread].join(', ')}, which agents cannot read.`;
  if (texts.length === 0) {
    return { outcome: 'error', value: { error: note.replace('also ', '') } };
  }
  return { outcome: 'ok', value: `${text}\n\n[${note}]` };
}

function textOf(block: CallToolResult['content'][number]): string | null {
  switch (block.type) {
    case 'text':
      return block.text;
    case 'resource':
      return 'text' in block.resource ? `${block.resource.uri}\n${block.resource.text}` : null;
    case 'resource_link':
      return `${block.name}: ${block.uri}`;
    default:
      return null;
  }
}

function tooLong(size: number): ToolResult {
  return {
    outcome: 'error',
    value: { error: `The result has ${size} characters; at most ${maxCharacters} are read. Ask for less.` },
  };
}
