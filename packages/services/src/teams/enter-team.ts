import { type Actor, type TeamId, teamIdSchema, userIdSchema } from '@agent-factory/contracts';
import {
  listMemberships,
  type MembershipRow,
  selectTeamPolicy,
  selectTeamSecurity,
  withTenantAtOnce,
  withUserOnce,
} from '@agent-factory/db';
import { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { contextFor, type Services } from '../service-context.ts';
import { welcomeTeam } from './welcome.ts';

export const enterTeamInputSchema = z.strictObject({
  user_id: userIdSchema,
  email: z.string().nullable(),
  /** The team to act in; the user's personal team if left out. */
  team_id: teamIdSchema.optional(),
});

export type UserActor = Extract<Actor, { type: 'user' }>;

export interface EnteredTeam {
  actor: UserActor;
  /** From when the team turns away who showed one factor alone (milliseconds since the epoch); null for never. */
  secondFactorFrom: number | null;
}

/**
 * From an authenticated user to an actor in one team; on a team's first visit its starter agents are
 * written. Errors: `not_found`, the same for a team that does not exist and one that the user is not in.
 */
export async function enterTeam({
  services,
  input,
  session,
}: {
  services: Services;
  input: z.input<typeof enterTeamInputSchema>;
  /** Asked meanwhile whether it lives: its refusal comes first, and before it has answered nothing is written. */
  session?: Promise<void>;
}): Promise<EnteredTeam> {
  const { user_id: userId, email, team_id: wanted } = parseInput(enterTeamInputSchema, input);
  const teamId = wanted ?? (await personalTeam(services, userId));
  const { membership, secondFactorFrom } = await askAtOnce(services, userId, teamId);
  await session;
  if (membership === undefined) throw notFound('team');
  const actor: UserActor = { type: 'user', userId, teamId, role: membership.role, email };
  if (!membership.welcomed) await welcomeTeam({ ctx: contextFor(services, actor) });
  return { actor, secondFactorFrom };
}

async function personalTeam(services: Services, userId: string): Promise<TeamId> {
  const [first] = await withUserOnce(services.db, userId, (tx) => listMemberships(tx, userId));
  if (first === undefined) throw notFound('team');
  return first.id;
}

/** As a member of the team, whether one or not: the policies show nothing of it to anybody else. */
async function askAtOnce(
  services: Services,
  userId: string,
  teamId: TeamId,
): Promise<{ membership: MembershipRow | undefined; secondFactorFrom: number | null }> {
  const asking = { type: 'user', userId, teamId, role: 'viewer', email: null } as const;
  const [memberships, security, policy] = await withTenantAtOnce(services.db, asking, (tx) => [
    listMemberships(tx, userId),
    selectTeamSecurity(tx, { teamId }),
    selectTeamPolicy(tx, { teamId }),
  ]);
  // The next question of whoever comes in, which then need not be asked.
  if (policy !== undefined) await services.spending.policies.get(teamId, async () => policy);
  return {
    membership: memberships.find(({ id }) => id === teamId),
    secondFactorFrom: security?.second_factor_from.getTime() ?? null,
  };
}
