import type { DeletedTeam, OwnInvitation, TeamId, TeamRole } from '@agent-factory/contracts';
import { listMemberships, listOwnInvitations, listShutTeams, withUser } from '@agent-factory/db';
import { requirePerson } from '../access/require-person.ts';
import type { ServiceContext } from '../service-context.ts';

export interface TeamsOfPerson {
  items: { id: TeamId; name: string; role: TeamRole; personal: boolean }[];
  /** What the caller deleted as owner and can have back. */
  deleted: DeletedTeam[];
  /** What waits for the caller's own, proven address. */
  invitations: OwnInvitation[];
}

/** Every team of the caller, the personal one first, whichever they act in. */
export async function listTeams({ ctx }: { ctx: ServiceContext }): Promise<TeamsOfPerson> {
  const { userId } = requirePerson(ctx.actor);
  return withUser(ctx.db, userId, async (tx) => {
    const memberships = await listMemberships(tx, userId);
    const shut = await listShutTeams(tx);
    const invitations = await listOwnInvitations(tx);
    return {
      items: memberships.map(({ id, name, role, personal }) => ({ id, name, role, personal })),
      deleted: shut.map(({ id, name, deletedAt, eraseAfter }) => ({
        id,
        name,
        deleted_at: deletedAt.toISOString(),
        erased_after: eraseAfter.toISOString(),
      })),
      invitations: invitations.map(({ id, teamName, role, invitedBy, expiresAt }) => ({
        id,
        team_name: teamName,
        role,
        invited_by: invitedBy,
        expires_at: expiresAt.toISOString(),
      })),
    };
  });
}
