import { Lexer, parseDocument } from 'yaml';
import { specHash } from './canonical.ts';
import { canonicalJson } from './evaluate/canonical-json.ts';
import { parseSpec } from './parse-spec.ts';
import { toJson } from './shape/json.ts';
import { readTree } from './text/read-tree.ts';
import { createReporter } from './text/reporter.ts';
import { scanCharacters } from './text/scan-characters.ts';
import { createSource } from './text/source.ts';
import { normaliseProse, splitDocument } from './text/split-document.ts';

/**
 * The text with even indentation, spacing and line ends; comments, key order, quotes and blank lines between
 * parts stay. Formatting twice changes nothing more, and the meaning (so the hash) never changes: where that
 * cannot be kept, and where the text cannot be read, it comes back as it was.
 */
export function formatSpec(text: string): string {
  const meaning = meaningOf(text);
  if (meaning === null) return text;
  let formatted = layOut(text);
  // Comments in odd places can settle only at the second pass.
  for (let pass = 0; pass < 3; pass++) {
    const again = layOut(formatted);
    if (again === formatted) return meaningOf(formatted) === meaning ? formatted : text;
    formatted = again;
  }
  return text;
}

function layOut(text: string): string {
  const parts = splitDocument(text);
  const declared = text.slice(parts.yaml.start, parts.yaml.end).replaceAll('\r\n', '\n');
  if (parts.form === 'yaml' && declared.trimStart().startsWith('{')) {
    const json = asJson(declared);
    if (json !== undefined) return `${JSON.stringify(json, null, 2)}\n`;
  }
  const front = closeUpLists(
    parseDocument(declared, { uniqueKeys: false, stringKeys: true }).toString({ lineWidth: 0 }),
  );
  if (!parts.body) return front;
  const body = normaliseProse(text.slice(parts.body.start));
  return `---\n${front}---\n${body === '' ? '' : `${body}\n`}`;
}

/** `[ a, b ]` as `[a, b]`, the way people write it; yaml's one option would close up `{ a: b }` as well. */
function closeUpLists(text: string): string {
  const tokens = [...new Lexer().lex(text)];
  let result = '';
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] ?? '';
    if (token === '\x1f') {
      // What follows is a text, whatever it looks like.
      i++;
      result += tokens[i] ?? '';
    } else if (token !== '\x02' && token !== '\x18') {
      const isPadding = token === ' ' && (tokens[i - 1] === '[' || tokens[i + 1] === ']');
      if (!isPadding) result += token;
    }
  }
  return result;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The hash; for a spec with problems all that it declares; null for what cannot be read at all. */
function meaningOf(text: string): string | null {
  const { document } = parseSpec(text);
  if (document) return specHash(document);
  const reporter = createReporter(createSource(text));
  if (!scanCharacters(text, reporter)) return null;
  const parts = splitDocument(text);
  const tree = readTree(text.slice(parts.yaml.start, parts.yaml.end), parts.yaml.start, reporter);
  if (tree?.kind !== 'map' || reporter.hasErrors) return null;
  const body = parts.body ? normaliseProse(text.slice(parts.body.start)) : '';
  return canonicalJson([toJson(tree), body]);
}
