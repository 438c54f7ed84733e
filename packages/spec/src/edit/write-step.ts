import type { JsonValue } from '../json-schema.ts';
import type { Path } from '../text/reporter.ts';
import { EditRefusal } from './edit-problem.ts';
import { insertInBlock, insertInBrackets } from './insert.ts';
import { placeOfKey } from './key-rank.ts';
import {
  entryIndex,
  type LaidCollection,
  type LaidMap,
  type LaidSeq,
  type Layout,
  nodeAt,
  slotAt,
} from './layout.ts';
import { columnOf, isBlock } from './lines.ts';
import { moveItem } from './move.ts';
import { pathText } from './path-text.ts';
import { unsupported } from './plan.ts';
import { removeHolder } from './remove.ts';
import { replaceValue } from './replace.ts';
import { scalarText } from './scalar-text.ts';
import type { Step } from './step.ts';
import type { TextEdit } from './text-edit.ts';
import {
  blockEntry,
  blockItem,
  type Form,
  flowEntry,
  flowText,
  isShort,
  spreadEntry,
  spreadText,
} from './value-text.ts';
import { writeBody } from './write-body.ts';

/** The edits that a step makes of the text; `EditRefusal` where it cannot be made there. */
export function writeStep(layout: Layout, step: Step): TextEdit[] {
  switch (step.do) {
    case 'put':
      return put(layout, step.path, step.value);
    case 'remove':
      return remove(layout, step.path);
    case 'insert':
      return insert(layout, step.path, step.index, step.value);
    case 'move':
      return moveItem(layout, listAt(layout, step.path), step.from, step.to, step.path);
    case 'rename':
      return rename(layout, step.path, step.to);
    case 'body':
      return writeBody(layout, step.text);
    default:
      return step satisfies never;
  }
}

function missing(path: Path): EditRefusal {
  return new EditRefusal('no_such_place', `There is no ${pathText(path)} here.`, path);
}

function put(layout: Layout, path: Path, value: JsonValue): TextEdit[] {
  const slot = slotAt(layout.root, path);
  if (slot?.node.kind === 'other') throw unsupported(path, slot.node);
  if (slot) return replaceValue(layout, slot, value);
  const key = path.at(-1);
  const parent = path.slice(0, -1);
  if (typeof key !== 'string') throw missing(path);
  if (parent.length === 0 && layout.root === null) return firstKey(layout, key, value);
  return addEntry(layout, mapAt(layout, parent), parent, key, value);
}

function mapAt({ root }: Layout, path: Path): LaidMap {
  const node = nodeAt(root, path);
  if (node === undefined) throw missing(path);
  if (node.kind === 'other') throw unsupported(path, node);
  if (node.kind !== 'map') {
    throw new EditRefusal('wrong_place', `${pathText(path)} is no mapping.`, path, node);
  }
  return node;
}

function listAt({ root }: Layout, path: Path): LaidSeq {
  const node = nodeAt(root, path);
  if (node === undefined) throw missing(path);
  if (node.kind === 'other') throw unsupported(path, node);
  if (node.kind !== 'seq') throw new EditRefusal('wrong_place', `${pathText(path)} is no list.`, path, node);
  return node;
}

function firstKey({ parts, style }: Layout, key: string, value: JsonValue): TextEdit[] {
  const written = `${blockEntry(key, value, 0, style)}${style.eol}`;
  return [{ offset: parts.yaml.end, length: 0, insert: written }];
}

function addEntry(layout: Layout, map: LaidMap, path: Path, key: string, value: JsonValue): TextEdit[] {
  const { style, text } = layout;
  if (isBlock(map)) {
    const written = blockEntry(key, value, columnOf(text, map.items[0]?.start ?? map.start), style);
    return insertInBlock(layout, map, placeOfKey(map, path, key), written);
  }
  if (isOpen(layout, map, path, value)) return put(layout, path, { [key]: value });
  return insertInBrackets(layout, map, placeOfKey(map, path, key), {
    short: flowEntry(key, value, style),
    spread: (column, unit) =>
      style.isJson ? spreadEntry(key, value, column, unit, style) : flowEntry(key, value, style),
  });
}

/** Empty brackets in block style, for which the first thing to come is too long. */
function isOpen(layout: Layout, node: LaidCollection, path: Path, value: JsonValue): boolean {
  const slot = slotAt(layout.root, path);
  if (slot === undefined || slot.parent.flow || node.items.length > 0) return false;
  const isLong = !isShort(node.kind === 'map' ? { a: value } : [value], layout.style);
  return isLong && !layout.style.isJson;
}

function insert(layout: Layout, path: Path, index: number, value: JsonValue): TextEdit[] {
  const { style, text } = layout;
  const list = listAt(layout, path);
  if (!Number.isInteger(index) || index < 0 || index > list.items.length) throw missing([...path, index]);
  if (isBlock(list)) {
    const column = columnOf(text, list.items[0]?.start ?? list.start);
    return insertInBlock(layout, list, index, blockItem(value, column, style, formOfItems(list)));
  }
  if (isOpen(layout, list, path, value)) return put(layout, path, [value]);
  return insertInBrackets(layout, list, index, {
    short: flowText(value, style),
    spread: (column, unit) =>
      style.isJson ? spreadText(value, column, unit, style) : flowText(value, style),
  });
}

/** Items look like their neighbours: over several lines where one is, in brackets where all are. */
function formOfItems({ items }: LaidSeq): Form {
  if (items.some(({ node }) => isBlock(node))) return 'block';
  return items.some(({ node }) => node.kind === 'map' || node.kind === 'seq') ? 'flow' : 'short';
}

function remove(layout: Layout, path: Path): TextEdit[] {
  const slot = slotAt(layout.root, path);
  if (slot === undefined) throw missing(path);
  const { parent } = slot;
  const holder = path.slice(0, -1);
  if (parent.items.length > 1 || parent.flow || holder.length === 0) return removeHolder(layout, slot);
  // A collection in block style has nothing to show for itself when it is empty.
  return put(layout, holder, parent.kind === 'map' ? {} : []);
}

function rename(layout: Layout, path: Path, to: string): TextEdit[] {
  const slot = slotAt(layout.root, path);
  if (slot?.parent.kind !== 'map' || !('keySpan' in slot.holder)) throw missing(path);
  const { keySpan } = slot.holder;
  if (entryIndex(slot.parent, to) !== -1) {
    throw new EditRefusal(
      'already_there',
      `There is a ${pathText([...path.slice(0, -1), to])} already.`,
      path,
      keySpan,
    );
  }
  const sign = layout.text[keySpan.start];
  const old = sign === '"' ? 'double' : sign === "'" ? 'single' : 'plain';
  const insert = scalarText(to, layout.style, { flow: slot.parent.flow, old });
  return [{ offset: keySpan.start, length: keySpan.end - keySpan.start, insert }];
}
