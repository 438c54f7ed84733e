import fc from 'fast-check';
import { hostileText, hostileValue } from './hostile-values.ts';

/** A valid value with one thing changed: a part replaced, a key missing, one too many, or the whole. */
export function mutationOf(value: unknown): fc.Arbitrary<unknown> {
  const paths = pathsOf(value);
  return fc.oneof(
    { weight: 2, arbitrary: hostileValue },
    {
      weight: 6,
      arbitrary: fc
        .tuple(fc.constantFrom(...paths), hostileValue)
        .map(([path, put]) => changed(value, path, () => put)),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom(...paths).map((path) => changed(value, path, () => undefined)),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(hostileText, hostileValue)
        .map(([key, put]) => (isRecord(value) ? { ...value, [key]: put } : [value, put])),
    },
  );
}

type Path = readonly (string | number)[];

function pathsOf(value: unknown, at: Path = []): Path[] {
  const inner = Array.isArray(value)
    ? value.flatMap((item, index) => pathsOf(item, [...at, index]))
    : isRecord(value)
      ? Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...at, key]))
      : [];
  return [at, ...inner];
}

function changed(value: unknown, [head, ...rest]: Path, put: () => unknown): unknown {
  if (head === undefined) return put();
  if (Array.isArray(value))
    return value.map((item, index) => (index === head ? changed(item, rest, put) : item));
  if (!isRecord(value)) return value;
  return { ...value, [head]: changed(value[head], rest, put) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
