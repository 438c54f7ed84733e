import type { JsonValue } from '../json-schema.ts';
import type { LayoutStyle } from './layout.ts';
import { isLiteral, keyText, literalText, scalarText } from './scalar-text.ts';
import { isList, isMapping } from './value.ts';

/** Longest collection that is written on one line where nothing around says otherwise. */
const shortLength = 72;

function isEmpty(value: JsonValue): boolean {
  return isList(value) ? value.length === 0 : isMapping(value) && Object.keys(value).length === 0;
}

function depthOf(value: JsonValue): number {
  if (!isList(value) && !isMapping(value)) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

/** Whether people would write it on one line. It hangs on the value alone, so that edits do not hang on each other. */
export function isShort(value: JsonValue, style: LayoutStyle): boolean {
  if (!isList(value) && !isMapping(value)) return !isLiteral(value);
  if (isEmpty(value)) return true;
  return depthOf(value) <= 2 && !hasLines(value) && flowText(value, style).length <= shortLength;
}

function hasLines(value: JsonValue): boolean {
  if (typeof value === 'string') return value.includes('\n');
  return (isList(value) || isMapping(value)) && Object.values(value).some(hasLines);
}

/** On one line, in brackets. */
export function flowText(value: JsonValue, style: LayoutStyle): string {
  if (isList(value)) {
    if (value.length === 0) return '[]';
    const items = value.map((item) => flowText(item, style));
    return `[${style.bracketPad}${items.join(`,${style.commaGap}`)}${style.bracketPad}]`;
  }
  if (isMapping(value)) {
    const entries = Object.entries(value).map(([key, item]) => flowEntry(key, item, style));
    if (entries.length === 0) return '{}';
    return `{${style.bracePad}${entries.join(`,${style.commaGap}`)}${style.bracePad}}`;
  }
  return scalarText(value, style, { flow: true });
}

export function flowEntry(key: string, value: JsonValue, style: LayoutStyle): string {
  return `${keyText(key, style, true)}:${style.colonGap}${flowText(value, style)}`;
}

/** In brackets over several lines, each item on its own; `column` is that of the closing bracket's line. */
export function spreadText(value: JsonValue, column: number, unit: number, style: LayoutStyle): string {
  const isCollection = isList(value) || isMapping(value);
  if (!isCollection || isEmpty(value)) return flowText(value, style);
  const inner = column + unit;
  const line = style.eol + ' '.repeat(inner);
  const parts = isList(value)
    ? value.map((item) => spreadText(item, inner, unit, style))
    : Object.entries(value).map(([key, item]) => spreadEntry(key, item, inner, unit, style));
  const [open, close] = isList(value) ? '[]' : '{}';
  return `${open}${line}${parts.join(`,${line}`)}${style.eol}${' '.repeat(column)}${close}`;
}

export function spreadEntry(
  key: string,
  value: JsonValue,
  column: number,
  unit: number,
  style: LayoutStyle,
): string {
  return `${keyText(key, style, true)}:${style.colonGap}${spreadText(value, column, unit, style)}`;
}

export type Form = 'flow' | 'block' | 'short';

function isOnOneLine(value: JsonValue, form: Form, style: LayoutStyle): boolean {
  const isCollection = isList(value) || isMapping(value);
  if (!isCollection) return !isLiteral(value);
  if (isEmpty(value) || form === 'flow') return true;
  return form === 'short' && isShort(value, style);
}

/** A collection in block style; its first line is where the caller puts it, the others begin at `column`. */
export function blockText(value: JsonValue, column: number, style: LayoutStyle): string {
  const line = style.eol + ' '.repeat(column);
  if (isList(value)) return value.map((item) => blockItem(item, column, style)).join(line);
  if (isMapping(value)) {
    return Object.entries(value)
      .map(([key, item]) => blockEntry(key, item, column, style))
      .join(line);
  }
  return scalarText(value, style, { flow: false });
}

/** `- …` at `column`. */
export function blockItem(
  value: JsonValue,
  column: number,
  style: LayoutStyle,
  form: Form = 'short',
): string {
  return `- ${itemValue(value, column, style, form)}`;
}

/** What stands behind a dash at `column`. */
export function itemValue(value: JsonValue, column: number, style: LayoutStyle, form: Form): string {
  if (isOnOneLine(value, form, style)) return inlineText(value, style);
  if (isLiteral(value)) return literalText(value, column + 2, style.eol);
  return blockText(value, column + 2, style);
}

/** `key: …` at `column`. */
export function blockEntry(
  key: string,
  value: JsonValue,
  column: number,
  style: LayoutStyle,
  form: Form = 'short',
): string {
  return `${keyText(key, style, false)}:${entryValue(value, column, style, form)}`;
}

/** What stands behind a colon whose key is at `column`, with the space or line break before it. */
export function entryValue(value: JsonValue, column: number, style: LayoutStyle, form: Form): string {
  if (isOnOneLine(value, form, style)) return ` ${inlineText(value, style)}`;
  if (isLiteral(value)) return ` ${literalText(value, column + style.unit, style.eol)}`;
  const inner = column + (isList(value) ? style.dashIndent : style.unit);
  return `${style.eol}${' '.repeat(inner)}${blockText(value, inner, style)}`;
}

function inlineText(value: JsonValue, style: LayoutStyle): string {
  return isList(value) || isMapping(value)
    ? flowText(value, style)
    : scalarText(value, style, { flow: false });
}
