/** Where the cursor stands in a spec's YAML: `['invariants', '[]', 'check']`, and what would be typed there. */
export interface CursorPlace {
  /** Keys from the root to the mapping or list around the cursor; `[]` stands for any item of a list. */
  path: string[];
  /** A key of the mapping at `path` (or an item, if that may be a scalar), or the value of one of its keys. */
  expects: 'key' | 'value';
  /** What is typed already, up to the cursor. */
  typed: string;
}

interface Line {
  /** Columns before the first `-` or key. */
  indent: number;
  /** How many list items open on this line. */
  dashes: number;
  /** Columns before the key. */
  keyIndent: number;
  key: string | null;
  /** What follows the colon; for a line without a key, all of it. */
  rest: string;
}

const linePattern = /^( *)((?:- +)*)(?:("?)([\w$.-]+)\3:(?:\s+|$))?(.*)$/;

function readLine(text: string): Line {
  const [, spaces = '', dashes = '', , key, rest = ''] = linePattern.exec(text) ?? [];
  return {
    indent: spaces.length,
    dashes: dashes.split('-').length - 1,
    keyIndent: spaces.length + dashes.length,
    key: key ?? null,
    rest,
  };
}

/** Null where the cursor is outside the YAML (in the instructions, or in a JSON document). */
export function cursorPlace(text: string, offset: number): CursorPlace | null {
  const before = text.slice(0, offset).split(/\r?\n/);
  const first = before[0] ?? '';
  if (first.trimStart().startsWith('{')) return null;
  const fenced = first.trimEnd() === '---' && before.length > 1;
  const lines = fenced ? before.slice(1) : before;
  if (fenced && lines.some((line) => line.trimEnd() === '---')) return null;

  const current = readLine(lines.at(-1) ?? '');
  const parents = pathOf(lines.slice(0, -1), current);
  if (current.key !== null) return inFlow([...parents, current.key], current.rest);
  if (/^[[{]/.test(current.rest)) return inFlow(parents, current.rest);
  return { path: parents, expects: 'key', typed: current.rest };
}

/** The keys above a line, by indentation; list items may stand at the column of their key, as YAML allows. */
function pathOf(above: readonly string[], line: Line): string[] {
  const path: string[] = [];
  let inList = line.dashes > 0;
  let column = inList ? line.indent : line.keyIndent;
  for (let depth = 0; depth < line.dashes; depth++) path.unshift('[]');
  for (const text of above.toReversed()) {
    if (text.trim() === '' || text.trimStart().startsWith('#')) continue;
    const candidate = readLine(text);
    if (!inList && candidate.dashes > 0 && candidate.keyIndent === column) {
      for (let depth = 0; depth < candidate.dashes; depth++) path.unshift('[]');
      inList = true;
      column = candidate.indent;
      continue;
    }
    const isParent =
      candidate.key !== null &&
      (inList
        ? candidate.keyIndent < column || (candidate.keyIndent === column && candidate.dashes === 0)
        : candidate.keyIndent < column);
    if (!isParent || candidate.key === null) continue;
    path.unshift(candidate.key);
    for (let depth = 0; depth < candidate.dashes; depth++) path.unshift('[]');
    inList = candidate.dashes > 0;
    column = inList ? candidate.indent : candidate.keyIndent;
  }
  return path;
}

/** Follows `{ a: [x, { b:` from left to right; what is open at the end is where the cursor stands. */
function inFlow(start: readonly string[], text: string): CursorPlace {
  const path = [...start];
  const open: ('{' | '[')[] = [];
  let typed = '';
  let pendingKey = false;
  for (const token of text.match(/"(?:[^"\\]|\\.)*"?|'[^']*'?|[{}[\],]|:(?=\s|$)|[^{}[\],:"']+|:/g) ?? []) {
    const inner = open.at(-1);
    if (token === '{' || token === '[') {
      if (token === '[') path.push('[]');
      open.push(token);
      pendingKey = false;
      typed = '';
    } else if (token === '}' || token === ']') {
      if (pendingKey) path.pop();
      if (open.pop() === '[') path.pop();
      pendingKey = open.at(-1) === '{';
      typed = '';
    } else if (token === ',') {
      if (inner === '{' && pendingKey) path.pop();
      pendingKey = false;
      typed = '';
    } else if (token === ':' && inner === '{' && !pendingKey) {
      path.push(typed.trim().replaceAll('"', ''));
      pendingKey = true;
      typed = '';
    } else typed += token;
  }
  const expects = open.at(-1) === '{' && !pendingKey ? 'key' : open.at(-1) === '[' ? 'key' : 'value';
  return { path, expects, typed: typed.trimStart() };
}
