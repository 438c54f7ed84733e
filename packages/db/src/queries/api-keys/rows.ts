import type { AgentId, ApiKeyId, KeyVersion, Scope } from '@agent-factory/contracts';

/** What is known of a key; the key itself is nowhere, and its hash leaves the database for nobody. */
export interface ApiKeyRow {
  id: ApiKeyId;
  name: string;
  /** The key's last four characters. */
  hint: string;
  scopes: Scope[];
  agentIds: AgentId[] | null;
  budgetNanoUsd: number | null;
  /** In this month; 0 as well where the reader may not see it. */
  spentNanoUsd: number;
  /** Networks in CIDR notation. */
  ipAllow: string[] | null;
  /** A label or a spec's hash. */
  agentVersion: KeyVersion | null;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  lastUsedFrom: string | null;
  rotatedAt: Date | null;
  /** Of the secret before, while it is good. */
  previousHint: string | null;
  previousUntil: Date | null;
  revokedAt: Date | null;
  createdBy: string | null;
  createdAt: Date;
}
