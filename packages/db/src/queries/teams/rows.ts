import type { TeamId, TeamRole } from '@agent-factory/contracts';

export interface TeamRow {
  id: TeamId;
  name: string;
  /** Null where the team has what the deployment gives. */
  plan: 'free' | 'pro' | 'enterprise' | null;
  personal: boolean;
  createdAt: Date;
  members: number;
}

export interface MemberRow {
  userId: string;
  name: string;
  email: string | null;
  role: TeamRole;
  joinedAt: Date;
  /** Whether the team is this member's personal one. */
  personal: boolean;
}

/** A team that was deleted and is not erased yet. */
export interface ShutTeamRow {
  id: TeamId;
  name: string;
  deletedAt: Date;
  eraseAfter: Date;
}
