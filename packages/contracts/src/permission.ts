import { type Scope, scopes, type TeamRole, teamRoles } from './actor.ts';

export interface Permission {
  /** The least role that has it; each role includes those below it. */
  least: TeamRole;
  area: 'Agents' | 'Runs' | 'Models and usage' | 'Keys and connections' | 'Team';
  /** What it lets a person do, after "Can". */
  does: string;
  /** Whether an API key may have it. What makes or removes people is for people. */
  forKeys: boolean;
}

/**
 * The one table of permissions. Verbs ask it, policies of the database are tried against it, and the Roles page is
 * made from it.
 */
export const permissions: Readonly<Record<Scope, Permission>> = {
  'agents:read': {
    least: 'viewer',
    area: 'Agents',
    does: 'see agents, their versions and documents',
    forKeys: true,
  },
  'agents:write': {
    least: 'editor',
    area: 'Agents',
    does: 'create, change and delete agents and documents',
    forKeys: true,
  },
  'runs:read': {
    least: 'viewer',
    area: 'Runs',
    does: 'see runs, threads, approvals and receipts',
    forKeys: true,
  },
  'runs:write': {
    least: 'editor',
    area: 'Runs',
    does: 'run agents, cancel runs and decide approvals',
    forKeys: true,
  },
  'tests:read': {
    least: 'viewer',
    area: 'Agents',
    does: 'see tests, datasets and results',
    forKeys: true,
  },
  'tests:write': {
    least: 'editor',
    area: 'Agents',
    does: 'test agents, write datasets, label results and attest versions',
    forKeys: true,
  },
  'marketplace:read': {
    least: 'viewer',
    area: 'Agents',
    does: 'see the team’s templates, tries and library',
    forKeys: true,
  },
  'marketplace:write': {
    least: 'editor',
    area: 'Agents',
    does: 'offer, try and review templates',
    forKeys: true,
  },
  'models:read': {
    least: 'viewer',
    area: 'Models and usage',
    does: 'see models and why one is chosen',
    forKeys: true,
  },
  'usage:read': { least: 'viewer', area: 'Models and usage', does: 'see usage and cost', forKeys: true },
  'keys:read': {
    least: 'admin',
    area: 'Keys and connections',
    does: 'see API keys and provider keys',
    forKeys: true,
  },
  'keys:write': {
    least: 'admin',
    area: 'Keys and connections',
    does: 'make and revoke keys',
    forKeys: true,
  },
  'connections:read': {
    least: 'admin',
    area: 'Keys and connections',
    does: 'see connections',
    forKeys: true,
  },
  'connections:write': {
    least: 'admin',
    area: 'Keys and connections',
    does: 'add, change and remove connections, approve changed tools',
    forKeys: true,
  },
  'members:read': { least: 'viewer', area: 'Team', does: 'see the members and their roles', forKeys: false },
  'members:write': {
    least: 'admin',
    area: 'Team',
    does: 'invite people, change roles below owner and remove members',
    forKeys: false,
  },
  'team:write': {
    least: 'admin',
    area: 'Team',
    does: 'rename the team, set its model policy and budgets',
    forKeys: true,
  },
  'audit:read': { least: 'admin', area: 'Team', does: 'read the audit log', forKeys: true },
  'webhooks:read': {
    least: 'admin',
    area: 'Keys and connections',
    does: 'see webhooks and their deliveries',
    forKeys: true,
  },
  'webhooks:write': {
    least: 'admin',
    area: 'Keys and connections',
    does: 'add, change and remove webhooks',
    forKeys: true,
  },
  'billing:read': {
    least: 'admin',
    area: 'Team',
    does: 'see the plan, invoices, purchases and earnings',
    forKeys: true,
  },
  'billing:write': {
    least: 'admin',
    area: 'Team',
    does: 'change the plan, buy templates, ask for refunds and set up payouts',
    forKeys: true,
  },
  'team:own': {
    least: 'owner',
    area: 'Team',
    does: 'make owners, transfer the team, delete and restore it',
    forKeys: false,
  },
};

/** Whether `role` is `least` or stands above it. */
export function isAtLeast(role: TeamRole, least: TeamRole): boolean {
  return teamRoles.indexOf(role) <= teamRoles.indexOf(least);
}

export function roleHas(role: TeamRole, scope: Scope): boolean {
  return isAtLeast(role, permissions[scope].least);
}

/** What an API key may be given. */
export const keyScopes: readonly Scope[] = scopes.filter((scope) => permissions[scope].forKeys);
