import type { AuditRow } from '@agent-factory/db';
import { auditEntryView } from './audit-view.ts';

const columns = [
  'seq',
  'at',
  'action',
  'actor_type',
  'actor_id',
  'actor_name',
  'target_type',
  'target_id',
  'target_name',
  'address',
  'user_agent',
  'request_id',
  'before',
  'after',
  'hash',
] as const;

/** RFC 4180. */
export const csvHeader = `${columns.join(',')}\r\n`;

export function csvLine(row: AuditRow): string {
  const { actor, target, before, after, ...view } = auditEntryView(row);
  const cells: Record<(typeof columns)[number], string | number | null> = {
    ...view,
    actor_type: actor.type,
    actor_id: actor.id,
    actor_name: actor.name,
    target_type: target.type,
    target_id: target.id,
    target_name: target.name,
    before: before === null ? null : JSON.stringify(before),
    after: after === null ? null : JSON.stringify(after),
  };
  return `${columns.map((column) => csvCell(cells[column])).join(',')}\r\n`;
}

/** What a spreadsheet would take for a formula gets an apostrophe in front (OWASP, "CSV Injection"). */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
