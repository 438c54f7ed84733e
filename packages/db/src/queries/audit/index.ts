export { insertAuditEntry, type NewAuditEntry } from './insert-audit-entry.ts';
