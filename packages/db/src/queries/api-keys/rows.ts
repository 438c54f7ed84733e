import type { AgentId, ApiKeyId, Scope } from '@agent-factory/contracts';

/** What is known of a key; the key itself is nowhere, and its hash leaves the database for nobody. */
export interface ApiKeyRow {
  id: ApiKeyId;
  name: string;
  /** The key's last four characters. */
  hint: string;
  scopes: Scope[];
  agentIds: AgentId[] | null;
  budgetNanoUsd: number | null;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  createdBy: string | null;
  createdAt: Date;
}
