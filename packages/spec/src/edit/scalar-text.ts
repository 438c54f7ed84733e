import type { LaidScalar, LayoutStyle } from './layout.ts';

type Scalar = LaidScalar['value'];

/** What YAML 1.1 or 1.2 could read as something else than a text. */
const lookalike =
  /^(?:~|null|true|false|yes|no|on|off|y|n|[-+]?\.(?:inf|nan)|[-+.\d][\da-fxo_.,:eT+-]*|<<|=|\.\.\..*)$/i;
/** Signs that begin something else, or that could not be seen. */
const unsafeStart = /^[-?:,[\]{}#&*!|>'"%@`\s]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const unseen = /[\u0000-\u001f\u007f-\u00a0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const unseenButPairs = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/;

function isPlain(text: string, flow: boolean): boolean {
  if (text === '' || text.trim() !== text || unsafeStart.test(text) || lookalike.test(text)) return false;
  if (text.includes(': ') || text.includes(' #') || text.endsWith(':')) return false;
  if (flow && /[,[\]{}]/.test(text)) return false;
  return !unseenButPairs.test(text) && (!unseen.test(text) || text.isWellFormed());
}

/** JSON's quotes are YAML's, but for a few characters that YAML would rather see escaped. */
function inDoubleQuotes(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A scalar on one line, in the quotes that were there or are usual here, as far as it can have them. */
export function scalarText(
  value: Scalar,
  style: Pick<LayoutStyle, 'isJson' | 'quote'>,
  { flow, old }: { flow: boolean; old?: LaidScalar['style'] | undefined },
): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  if (style.isJson) return JSON.stringify(value);
  const isQuoted = old === 'single' || old === 'double';
  if (!isQuoted && isPlain(value, flow)) return value;
  const quote = isQuoted ? old : style.quote;
  if (quote === 'single' && !unseenButPairs.test(value) && value.isWellFormed()) {
    return `'${value.replaceAll("'", "''")}'`;
  }
  return inDoubleQuotes(value);
}

export function keyText(key: string, style: LayoutStyle, flow: boolean): string {
  return scalarText(key, style, { flow });
}

/** Whether a text of several lines can stand under `|`, as it is. */
export function isLiteral(value: unknown): value is string {
  if (typeof value !== 'string' || !value.includes('\n')) return false;
  const lines = value.split('\n');
  const isClean = lines.every((line) => line === '' || (line.trim() !== '' && !line.includes('\r')));
  return isClean && !/^\s/.test(value) && !value.endsWith('\n\n') && !unseenInLines(value);
}

function unseenInLines(value: string): boolean {
  return unseenButPairs.test(value.replaceAll(/[\n\t]/g, '')) || !value.isWellFormed();
}

/** `|` and the lines, indented by `column`; without the last line break. */
export function literalText(value: string, column: number, eol: string): string {
  const ends = value.endsWith('\n');
  const lines = (ends ? value.slice(0, -1) : value).split('\n');
  const indent = ' '.repeat(column);
  const written = lines.map((line) => (line === '' ? '' : indent + line));
  return [ends ? '|' : '|-', ...written].join(eol);
}
