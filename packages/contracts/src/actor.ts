import type { KeyVersion } from './agent-label.ts';
import type { AgentId, ApiKeyId, TeamId } from './id.ts';

/** What a member may do in a team; each role includes those after it. */
export const teamRoles = ['owner', 'admin', 'editor', 'viewer'] as const;
export type TeamRole = (typeof teamRoles)[number];

/** What a verb demands of its caller. */
export const scopes = [
  'agents:read',
  'agents:write',
  'runs:read',
  'runs:write',
  'models:read',
  'usage:read',
  'keys:read',
  'keys:write',
  'connections:read',
  'connections:write',
  'members:read',
  'members:write',
  'team:write',
  'team:own',
  'audit:read',
  'webhooks:read',
  'webhooks:write',
  'tests:read',
  'tests:write',
  'marketplace:read',
  'marketplace:write',
  'billing:read',
  'billing:write',
] as const;
export type Scope = (typeof scopes)[number];

/**
 * On whose behalf a verb runs. A user acts in one team at a time; an API key is its team's and may do what its
 * scopes say, on the agents that it is for (null for all); the system (a worker, the reconciler) acts inside
 * one tenant for a stated reason and never across tenants.
 */
export type Actor =
  | { type: 'user'; userId: string; teamId: TeamId; role: TeamRole; email: string | null }
  | {
      type: 'apiKey';
      keyId: ApiKeyId;
      teamId: TeamId;
      scopes: readonly Scope[];
      agentIds: readonly AgentId[] | null;
      name: string;
      /** What its runs are of where they name no version; the newest if left out. */
      agentVersion?: KeyVersion;
    }
  | { type: 'system'; teamId: TeamId; reason: string };
