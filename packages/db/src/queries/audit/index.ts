export type { AuditFilter } from './filter.ts';
export { findAuditedTeams } from './find-audited-teams.ts';
export { insertAuditEntry, type NewAuditEntry } from './insert-audit-entry.ts';
export { type AuditActorRow, listAuditActors } from './list-audit-actors.ts';
export { listAuditEntries } from './list-audit-entries.ts';
export { readAuditChain } from './read-audit-chain.ts';
export type { AuditRow } from './rows.ts';
export { type AuditHead, selectAuditHead } from './select-audit-head.ts';
