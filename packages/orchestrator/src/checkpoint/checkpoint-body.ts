import type { CheckpointMetadata, SerializerProtocol } from '@langchain/langgraph-checkpoint';
import { isPlainJson } from './plain-json.ts';

/** A value as it lies in a row. `plain` is never revived, so data cannot pose as an object of some class. */
export type StoredValue = { plain: unknown } | { typed: string; text: string };

/**
 * What a checkpoint changed: channels with a new value, lists that only grew (the first `keep` items of the
 * parent's value, then `add`), and channels that became empty.
 */
export interface CheckpointBody {
  v: number;
  ts: string;
  versions: Record<string, number | string>;
  seen: Record<string, Record<string, number | string>>;
  metadata: CheckpointMetadata;
  set: Record<string, StoredValue>;
  grown: Record<string, { keep: number; add: unknown[] }>;
  gone: string[];
}

export async function storeValue(serde: SerializerProtocol, value: unknown): Promise<StoredValue> {
  if (isPlainJson(value)) return { plain: value };
  const [typed, bytes] = await serde.dumpsTyped(value);
  return { typed, text: Buffer.from(bytes).toString(typed === 'json' ? 'utf8' : 'base64') };
}

export function readValue(serde: SerializerProtocol, stored: StoredValue): unknown {
  if ('plain' in stored) return stored.plain;
  return serde.loadsTyped(
    stored.typed,
    stored.typed === 'json' ? stored.text : Buffer.from(stored.text, 'base64'),
  );
}

/** What `before` became when items were only added; null when it changed in any other way. */
export function grownList(before: unknown, after: unknown): { keep: number; add: unknown[] } | null {
  if (!Array.isArray(before) || !Array.isArray(after) || before.length === 0) return null;
  if (after.length < before.length || before.some((item, index) => item !== after[index])) return null;
  const add: unknown[] = after.slice(before.length);
  return isPlainJson(add) ? { keep: before.length, add } : null;
}

/** Channel values from rows ordered oldest first, the first of which is complete. */
export async function foldValues(
  serde: SerializerProtocol,
  bodies: readonly CheckpointBody[],
): Promise<Record<string, unknown>> {
  const values = new Map<string, unknown>();
  for (const body of bodies) {
    for (const channel of body.gone) values.delete(channel);
    for (const [channel, stored] of Object.entries(body.set)) {
      values.set(channel, await readValue(serde, stored));
    }
    for (const [channel, { keep, add }] of Object.entries(body.grown)) {
      const before = values.get(channel);
      if (!Array.isArray(before)) throw new Error(`checkpoint chain is broken at channel "${channel}"`);
      values.set(channel, [...before.slice(0, keep), ...add]);
    }
  }
  return Object.fromEntries(values);
}

/** Rows are written by `LeanCheckpointSaver` alone, so a body has this shape. */
export function parseBody(text: string): CheckpointBody {
  return JSON.parse(text) as CheckpointBody;
}

/** Pending writes are written by `LeanCheckpointSaver` alone, so a body has this shape. */
export function parseStoredValue(text: string): StoredValue {
  return JSON.parse(text) as StoredValue;
}
