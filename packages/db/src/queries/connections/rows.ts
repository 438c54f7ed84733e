import type { ConnectionId, ConnectionKindId, ConnectionStatus } from '@agent-factory/contracts';

/** What members see of a connection; its envelope is the worker's alone. */
export interface ConnectionRow {
  id: ConnectionId;
  kind: ConnectionKindId;
  name: string;
  baseUrl: string | null;
  settings: Readonly<Record<string, string>>;
  masked: Readonly<Record<string, string>>;
  trustedReads: string[];
  status: ConnectionStatus;
  testedAt: Date | null;
  lastError: string | null;
  createdAt: Date;
}

/** The columns whose types the table does not say as closely. */
export type ConnectionRowNarrow = Pick<ConnectionRow, 'id' | 'kind' | 'status' | 'settings' | 'masked'>;

export const connectionColumns = [
  'id',
  'kind',
  'name',
  'base_url as baseUrl',
  'settings',
  'masked',
  'trusted_reads as trustedReads',
  'status',
  'tested_at as testedAt',
  'last_error as lastError',
  'created_at as createdAt',
] as const;

/** A connection as tools need it, its secrets still closed. */
export interface SealedConnectionRow {
  id: ConnectionId;
  kind: ConnectionKindId;
  name: string;
  baseUrl: string | null;
  settings: Readonly<Record<string, string>>;
  trustedReads: string[];
  envelope: Buffer;
}

export const sealedConnectionColumns = [
  'id',
  'kind',
  'name',
  'base_url as baseUrl',
  'settings',
  'trusted_reads as trustedReads',
  'envelope',
] as const;
