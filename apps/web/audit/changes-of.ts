import type { AuditEntry } from '../trpc/outputs.ts';

export interface FieldChange {
  field: string;
  /** For a person; null where there is none. */
  before: string | null;
  after: string | null;
  /** Whether it was there on both sides and stayed what it was. */
  same: boolean;
}

export function changesOf(before: AuditEntry['before'], after: AuditEntry['after']): FieldChange[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return fields.map((field) => {
    const was = before?.[field];
    const is = after?.[field];
    const same = before !== null && after !== null && JSON.stringify(was) === JSON.stringify(is);
    return { field, before: wordsOf(was), after: wordsOf(is), same };
  });
}

function wordsOf(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}
