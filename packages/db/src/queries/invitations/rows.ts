import type { InvitationId } from '@agent-factory/contracts';

/** `expired` is an open one whose time is over. */
export type InvitationState = 'open' | 'expired' | 'accepted' | 'declined' | 'revoked';

export interface InvitationRow {
  id: InvitationId;
  email: string;
  role: 'admin' | 'editor' | 'viewer';
  state: InvitationState;
  invitedBy: string | null;
  createdAt: Date;
  sentAt: Date;
  expiresAt: Date;
}
