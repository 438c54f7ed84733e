import { Lexer } from 'yaml';
import type { Reporter } from './reporter.ts';

/** What a spec may hold, counted exactly on the tree by `readTree`. */
export const maxDepth = 32;
export const maxNodes = 5_000;

// Looser than the exact bounds, so that no text within those is refused here; tight enough that the
// parser, fed with the most that passes, stays under 0.2 s and 64 levels (measured with yaml 2.9.1).
const maxOpen = 2 * maxDepth;
const maxStructural = 3 * maxNodes;
const maxTokens = 60_000;

/**
 * Runs yaml's lexer (a flat state machine: linear, no recursion) over the text and stops at the first token
 * past the bounds, so that the parser and composer, which recurse, only ever see a bounded stream. Refuses
 * what the language leaves out: anchors, aliases, tags and directives. Null when anything was refused; with
 * `tolerant` only what is past the bounds is.
 */
export function scanStructure(
  text: string,
  base: number,
  reporter: Reporter,
  { tolerant = false } = {},
): string[] | null {
  const tokens: string[] = [];
  let offset = 0;
  let structural = 0;
  let flowDepth = 0;
  let blockStack: number[] = [];
  let lineStart = 0;
  let keyColumn = 0;
  let atLineContent = false;
  let isContent = false;
  let ok = true;

  function refuse(
    code: 'alias' | 'anchor' | 'custom_tag' | 'yaml_directive',
    message: string,
    length: number,
  ) {
    ok = false;
    reporter.report(code, {
      message,
      path: [],
      span: { start: base + offset, end: base + offset + Math.max(1, length) },
    });
  }
  function openBlock(column: number) {
    while (blockStack.length > 0 && (blockStack.at(-1) ?? 0) > column) blockStack.pop();
    if (blockStack.at(-1) !== column) blockStack.push(column);
  }

  for (const token of new Lexer().lex(text)) {
    tokens.push(token);
    const column = offset - lineStart;
    switch (isContent ? 'content' : token[0]) {
      case '\n':
      case '\r':
        lineStart = offset + token.length;
        atLineContent = false;
        keyColumn = 0;
        break;
      case ' ':
      case '\t':
      case '#':
      case undefined:
        break;
      case '\x1f':
        break;
      case '\x02':
        blockStack = [];
        break;
      case '\x18':
        flowDepth = 0;
        break;
      case '&':
        refuse('anchor', 'Anchors (&name) are not part of the language.', token.length);
        break;
      case '*':
        refuse('alias', 'Aliases (*name) are not part of the language.', token.length);
        break;
      case '!':
        refuse('custom_tag', 'Tags (!name) are not part of the language.', token.length);
        break;
      case '%':
        refuse('yaml_directive', 'YAML directives (%…) are not part of the language.', token.length);
        break;
      case '[':
      case '{':
        structural++;
        flowDepth++;
        break;
      case ']':
      case '}':
        structural++;
        flowDepth--;
        break;
      case ',':
        structural++;
        break;
      default: {
        structural++;
        const isIndicator = token === '-' || token === '?' || token === ':';
        if (flowDepth === 0 && isIndicator) {
          // A dash opens a list at its own column, a colon a map at its key's.
          openBlock(token === ':' ? keyColumn : column);
          atLineContent = false;
        } else if (!atLineContent) {
          keyColumn = column;
          atLineContent = true;
        }
      }
    }
    const isMark: boolean = !isContent && (token === '\x02' || token === '\x18' || token === '\x1f');
    if (!isMark) {
      // Scalars may hold line breaks of their own.
      const lastBreak = token.lastIndexOf('\n');
      if (lastBreak !== -1) lineStart = offset + lastBreak + 1;
      offset += token.length;
    }
    isContent = isMark && token === '\x1f';

    if (flowDepth + blockStack.length > maxOpen) {
      reportDepth(reporter, base + offset);
      return null;
    }
    if (structural > maxStructural || tokens.length > maxTokens) {
      reportNodes(reporter, base + offset);
      return null;
    }
  }
  return ok || tolerant ? tokens : null;
}

export function reportDepth(reporter: Reporter, at: number, path: (string | number)[] = []): void {
  reporter.report('nested_too_deep', {
    message: `Nested deeper than ${maxDepth} levels.`,
    path,
    span: { start: Math.max(0, at - 1), end: at },
  });
}

export function reportNodes(reporter: Reporter, at: number): void {
  reporter.report('too_many_nodes', {
    message: `More than ${maxNodes} keys, values and lists.`,
    path: [],
    span: { start: Math.max(0, at - 1), end: at },
  });
}
