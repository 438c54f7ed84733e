import { type Actor, teamIdSchema, userIdSchema } from '@agent-factory/contracts';
import { listMemberships, withUserOnce } from '@agent-factory/db';
import { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { contextFor, type Services } from '../service-context.ts';
import { welcomeTeam } from './welcome.ts';

export const resolveActorInputSchema = z.strictObject({
  user_id: userIdSchema,
  email: z.string().nullable(),
  /** The team to act in; the user's personal team if left out. */
  team_id: teamIdSchema.optional(),
});

export type UserActor = Extract<Actor, { type: 'user' }>;

/**
 * From an authenticated user to an actor in one team; on a team's first visit its starter agents are
 * written. Errors: `not_found`, the same for a team that does not exist and one that the user is not in.
 */
export async function resolveActor({
  services,
  input,
}: {
  services: Services;
  input: z.input<typeof resolveActorInputSchema>;
}): Promise<UserActor> {
  const { user_id: userId, email, team_id: wanted } = parseInput(resolveActorInputSchema, input);
  const memberships = await withUserOnce(services.db, userId, (tx) => listMemberships(tx, userId));
  const membership =
    wanted === undefined ? memberships[0] : memberships.find((candidate) => candidate.id === wanted);
  if (membership === undefined) throw notFound('team');
  const actor: UserActor = { type: 'user', userId, teamId: membership.id, role: membership.role, email };
  if (!membership.welcomed) await welcomeTeam({ ctx: contextFor(services, actor) });
  return actor;
}
