import { type Document, isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml';

/** A second or two of reading, at worst, on the thread that reads; more cases fit in JSONL or CSV. */
const maxCharacters = 300_000;
/** What stands after the first errors is mostly of their making. */
const maxProblems = 20;
const maxNesting = 64;
/** How often aliases may be followed; a bomb needs more. */
const maxAliasCount = 200;

/** Where something is wrong in a text that was read; lines and columns from 1. */
export interface ReadProblem {
  line: number;
  column: number;
  message: string;
  /** What could not be read, as it stands in the text; null where all of it was. */
  text: string | null;
}

export interface ReadYaml {
  value: unknown;
  problems: ReadProblem[];
  /** Where the value at this path begins, or the nearest that there is around it. */
  place(path: readonly PropertyKey[]): { line: number; column: number };
}

/** Reads YAML (or JSON) with the places of what is in it. Merge keys and aliases are followed, custom tags are not. */
export function readYaml(text: string): ReadYaml {
  const start = { line: 1, column: 1 };
  const refused = (message: string): ReadYaml => ({
    value: null,
    problems: [{ ...start, message, text: null }],
    place: () => start,
  });
  if (text.length > maxCharacters) {
    return refused(`The text is longer than ${maxCharacters} characters: give it as JSONL, or in parts.`);
  }
  if (nesting(text) > maxNesting) return refused(`The text is nested deeper than ${maxNesting} brackets.`);
  const lines = new LineCounter();
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  // Its own check of keys compares each with each: 40 s for 50,000 of them.
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: false,
    merge: true,
    prettyErrors: false,
  });
  const problems: ReadProblem[] = document.errors.slice(0, maxProblems).map((error) => ({
    ...at(error.pos[0]),
    message: error.message,
    text: null,
  }));
  problems.push(...doubleKeys(document, at));
  let value: unknown = null;
  if (problems.length === 0) {
    try {
      value = document.toJS({ maxAliasCount });
    } catch (error) {
      problems.push({
        ...start,
        message: error instanceof Error ? error.message : 'cannot be read',
        text: null,
      });
    }
  }
  return {
    value,
    problems,
    place(path) {
      for (let length = path.length; length >= 0; length--) {
        const node = document.getIn(path.slice(0, length).map(String).map(asKey), true);
        const offset = rangeStart(node);
        if (offset !== null) return at(offset);
      }
      return start;
    },
  };
}

function doubleKeys(
  document: Document,
  at: (offset: number) => { line: number; column: number },
): ReadProblem[] {
  const problems: ReadProblem[] = [];
  visit(document, {
    Map(_, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key) || key.value === '<<') continue;
        if (seen.has(key.value)) {
          const offset = rangeStart(key) ?? 0;
          problems.push({
            ...at(offset),
            message: `The key “${String(key.value)}” stands here twice.`,
            text: null,
          });
        }
        seen.add(key.value);
      }
    },
  });
  return problems;
}

/** Keys of lists are numbers to the library, of mappings texts. */
function asKey(key: string): string | number {
  return /^\d+$/.test(key) ? Number(key) : key;
}

function rangeStart(node: unknown): number | null {
  if (!isScalar(node) && !isMap(node) && !hasRange(node)) return null;
  return node.range?.[0] ?? null;
}

function hasRange(node: unknown): node is { range?: [number, number, number] | null } {
  return typeof node === 'object' && node !== null && 'range' in node;
}

/** The parser gives up the whole process on thousands of nested brackets; counted before it sees the text. */
function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of text) {
    if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
