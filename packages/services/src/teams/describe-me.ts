import {
  AppError,
  type PageLanguage,
  pageLanguageSchema,
  type TeamId,
  type TeamRole,
} from '@agent-factory/contracts';
import { listMemberships, listOwnInvitations, selectProfile, withUser } from '@agent-factory/db';
import { notFound } from '../access/not-found.ts';
import { isOperator } from '../access/require-operator.ts';
import type { ServiceContext } from '../service-context.ts';

export interface Membership {
  id: TeamId;
  name: string;
  role: TeamRole;
  /** Whether it is the caller's own, made when they signed up. */
  personal: boolean;
}

export interface Me {
  /** `language` is null for one who follows their browser. */
  user: { id: string; email: string | null; name: string | null; language: PageLanguage | null };
  /** The team that the actor acts in. */
  team: Membership;
  teams: Membership[];
  /** How many invitations wait for the caller's proven address. */
  invitations: number;
  /** Whether they run this installation: its moderation and its books are open to them. */
  operator: boolean;
}

/** Who the caller is and in which teams. Errors: `forbidden` for an actor that is no user. */
export async function describeMe({ ctx }: { ctx: ServiceContext }): Promise<Me> {
  const { actor } = ctx;
  if (actor.type !== 'user') throw new AppError('forbidden', 'Only a signed-in user has a profile.');
  const { profile, memberships, invitations } = await withUser(ctx.db, actor.userId, async (tx) => ({
    profile: await selectProfile(tx, actor.userId),
    memberships: await listMemberships(tx, actor.userId),
    invitations: await listOwnInvitations(tx),
  }));
  const teams = memberships.map(({ id, name, role, personal }) => ({ id, name, role, personal }));
  const team = teams.find(({ id }) => id === actor.teamId);
  if (team === undefined) throw notFound('team');
  return {
    user: {
      id: actor.userId,
      email: profile?.email ?? actor.email,
      name: profile?.name ?? null,
      // One that we spoke once, and no more, is as good as none.
      language: pageLanguageSchema
        .nullable()
        .catch(null)
        .parse(profile?.language ?? null),
    },
    team,
    teams,
    invitations: invitations.length,
    operator: isOperator(ctx.operators, actor.email),
  };
}
