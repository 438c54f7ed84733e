import type { JsonValue } from '../json-schema.ts';
import type { Path } from '../text/reporter.ts';
import { isList, isMapping, type Mapping } from './value.ts';

/** One change of one place, of which operations are made. Paths lead to what stands there before the step. */
export type Step =
  /** Writes a value anew, or a further key into a mapping that is there. */
  | { do: 'put'; path: Path; value: JsonValue }
  | { do: 'remove'; path: Path }
  /** `path` leads to the list; `index` up to its length. */
  | { do: 'insert'; path: Path; index: number; value: JsonValue }
  | { do: 'move'; path: Path; from: number; to: number }
  | { do: 'rename'; path: Path; to: string }
  /** The Markdown below the front matter. */
  | { do: 'body'; text: string };

/** What a step means, whatever the text: the law that every edit is held to. */
export function applyStep(root: JsonValue, step: Step): JsonValue {
  switch (step.do) {
    case 'put':
      return change(root, step.path, (holder, key) => {
        if (isList(holder) && typeof key === 'number') return holder.with(key, step.value);
        if (isMapping(holder)) return { ...holder, [key]: step.value };
        return holder;
      });
    case 'remove':
      return change(root, step.path, (holder, key) => {
        if (isList(holder) && typeof key === 'number') return holder.toSpliced(key, 1);
        if (!isMapping(holder)) return holder;
        return Object.fromEntries(Object.entries(holder).filter(([each]) => each !== key));
      });
    case 'insert':
      return atPath(root, step.path, (list) =>
        isList(list) ? list.toSpliced(step.index, 0, step.value) : list,
      );
    case 'move':
      return atPath(root, step.path, (list) => (isList(list) ? moved(list, step.from, step.to) : list));
    case 'rename':
      return change(root, step.path, (holder, key) =>
        isMapping(holder) ? renamed(holder, String(key), step.to) : holder,
      );
    case 'body':
      return root;
    default:
      return step satisfies never;
  }
}

export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const item = list[from];
  return item === undefined ? [...list] : list.toSpliced(from, 1).toSpliced(to, 0, item);
}

function renamed(holder: Mapping, from: string, to: string): Mapping {
  return Object.fromEntries(Object.entries(holder).map(([key, value]) => [key === from ? to : key, value]));
}

function change(
  root: JsonValue,
  path: Path,
  work: (holder: JsonValue, key: string | number) => JsonValue,
): JsonValue {
  const key = path.at(-1);
  return key === undefined ? root : atPath(root, path.slice(0, -1), (holder) => work(holder, key));
}

function atPath(value: JsonValue, path: Path, work: (value: JsonValue) => JsonValue): JsonValue {
  const [key, ...rest] = path;
  if (key === undefined) return work(value);
  if (isList(value) && typeof key === 'number') {
    const item = value[key];
    return item === undefined ? value : value.with(key, atPath(item, rest, work));
  }
  if (isMapping(value) && Object.hasOwn(value, key)) {
    return { ...value, [key]: atPath(value[key] ?? null, rest, work) };
  }
  return value;
}
