import type { JsonValue } from '@agent-factory/spec';
import { listOf, textOf } from '../vendor/read-json.ts';

/** Plain text as a document of Atlassian's format: a paragraph where a line is empty, else a break. */
export function documentOf(text: string): JsonValue {
  const paragraphs = text.replaceAll('\r\n', '\n').split(/\n{2,}/);
  return {
    type: 'doc',
    version: 1,
    content: paragraphs.map((paragraph) => ({
      type: 'paragraph',
      content: paragraph
        .split('\n')
        .flatMap((line, index): JsonValue[] => [
          ...(index === 0 ? [] : [{ type: 'hardBreak' }]),
          ...(line === '' ? [] : [{ type: 'text', text: line }]),
        ]),
    })),
  };
}

const blocks = /^(paragraph|heading|listItem|codeBlock|blockquote|tableRow|rule|panel)$/;

/** The text of such a document, a line for each block; whatever has no text is left out. */
export function textOfDocument(document: unknown, depth = 0): string {
  if (depth > 40) return '';
  const type = textOf(document, 'type') ?? '';
  if (type === 'text') return textOf(document, 'text') ?? '';
  if (type === 'hardBreak') return '\n';
  if (type === 'mention' || type === 'emoji') return textOf(document, 'attrs', 'text') ?? '';
  const inner = listOf(document, 'content')
    .map((part) => textOfDocument(part, depth + 1))
    .join('');
  if (depth === 0) return inner.replace(/\n{2,}/g, '\n').trim();
  return blocks.test(type) ? `${inner}\n` : inner;
}
