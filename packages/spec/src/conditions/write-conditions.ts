import type { Condition, Conditions, Field } from './condition.ts';

/** The CEL of what a builder says, as people would write it. `readConditions` reads it back. */
export function writeConditions({ tool, join, conditions }: Conditions): string {
  const joined = conditions.map(writeCondition).join(join === 'all' ? ' && ' : ' || ');
  if (tool === null) return joined;
  const guard = `tool.name != ${quoted(tool)}`;
  return `${guard} || (${joined})`;
}

function writeCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'number':
      return `${writeField(condition.field)} ${condition.is} ${writeNumber(condition.value)}`;
    case 'size':
      return `size(${writeField(condition.field)}) ${condition.is} ${writeNumber(condition.value)}`;
    case 'text': {
      const { field, test, text, not } = condition;
      return `${not ? '!' : ''}${writeField(field)}.${test}(${quoted(text)})`;
    }
    case 'oneOf': {
      const { field, texts, not } = condition;
      const inside = `${writeField(field)} in [${texts.map(quoted).join(', ')}]`;
      return not ? `!(${inside})` : inside;
    }
    case 'flag':
      return `${writeField(condition.field)} == ${condition.value}`;
    case 'present':
      return writePresence(condition.field, condition.not);
    case 'usage':
      return `usage.${condition.figure} ${condition.is} ${writeDouble(condition.value)}`;
    case 'calls': {
      const { tool, ok, is, value } = condition;
      const which = `c.name == ${quoted(tool)}${ok ? ' && c.ok' : ''}`;
      return `size(calls.filter(c, ${which})) ${is} ${writeNumber(value)}`;
    }
    case 'noFailure':
      return 'calls.all(c, c.ok)';
  }
}

/** `has` takes names after dots alone; any other key is looked for among the keys. */
function writePresence({ root, path }: Field, not: boolean): string {
  const last = path.at(-1) ?? '';
  const inner = { root, path: path.slice(0, -1) };
  if (path.every(isName)) return `${not ? '!' : ''}has(${writeField({ root, path })})`;
  const inside = `${quoted(last)} in ${writeField(inner)}`;
  return not ? `!(${inside})` : inside;
}

const roots: Readonly<Record<Field['root'], string>> = {
  input: 'input',
  output: 'output',
  arguments: 'tool.arguments',
  result: 'tool.result',
};

function writeField({ root, path }: Field): string {
  return roots[root] + path.map((key) => (isName(key) ? `.${key}` : `[${quoted(key)}]`)).join('');
}

function isName(key: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) && !reserved.has(key);
}

/** https://github.com/google/cel-spec/blob/master/doc/langdef.md#syntax */
const reserved = new Set(
  'as break const continue else false for function if import in let loop package namespace null return true var void while'.split(
    ' ',
  ),
);

function writeNumber(value: number): string {
  // Past this an int of CEL is no JavaScript number any more.
  return Number.isSafeInteger(value) ? String(value) : writeDouble(value);
}

/** What is used is counted in doubles, and CEL has no `==` between those and an int. */
function writeDouble(value: number): string {
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** JSON's escapes are CEL's. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
