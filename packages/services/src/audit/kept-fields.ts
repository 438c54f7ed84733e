import { type AuditAction, auditActions } from '@agent-factory/contracts';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

const longestText = 500;
const longestList = 100;

/**
 * Of `state`, what the action's allow-list names, and of that what is plain: text (cut at 500 characters), numbers,
 * truth values and lists of these. An object has to be entered by name (`limits.max_runs`); as a whole it could carry
 * anything along. Null when nothing is left.
 */
export function keptFields(
  action: AuditAction,
  state: Readonly<Record<string, unknown>> | null | undefined,
): Record<string, Json> | null {
  if (state === null || state === undefined) return null;
  const kept: Record<string, Json> = {};
  for (const field of auditActions[action].keeps) {
    const value = plain(valueAt(state, field.split('.')));
    if (value !== undefined) kept[field] = value;
  }
  return Object.keys(kept).length === 0 ? null : kept;
}

function valueAt(state: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return state;
  if (typeof state !== 'object' || state === null || !Object.hasOwn(state, name)) return undefined;
  return valueAt(Reflect.get(state, name), rest);
}

function plain(value: unknown): Json | undefined {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  if (!Array.isArray(value)) return scalar(value);
  const list = value.slice(0, longestList).map(scalar);
  return list.filter((item) => item !== undefined);
}

function scalar(value: unknown): string | number | boolean | null | undefined {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'string') return undefined;
  return value.length > longestText ? `${value.slice(0, longestText)}…` : value;
}
