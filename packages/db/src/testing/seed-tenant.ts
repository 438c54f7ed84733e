import { randomUUID } from 'node:crypto';
import type { Actor, TeamId, TeamRole } from '@agent-factory/contracts';
import { queryAsAdmin } from './query-as-admin.ts';

type UserActor = Extract<Actor, { type: 'user' }>;

/**
 * A user as sign-up makes one, with the personal team that the trigger made; the actor is its owner. Takes
 * the admin's URL because users belong to the auth service, whichever that is.
 */
export async function seedTenant(
  adminUrl: string,
  user: { email?: string; name?: string } = {},
): Promise<UserActor> {
  const userId = randomUUID();
  const email = user.email ?? `${userId}@example.test`;
  await queryAsAdmin(adminUrl, 'insert into auth.users (id, email, raw_user_meta_data) values ($1, $2, $3)', [
    userId,
    email,
    JSON.stringify(user.name === undefined ? {} : { name: user.name }),
  ]);
  const [team] = await queryAsAdmin<{ id: TeamId }>(
    adminUrl,
    'select id from public.teams where personal_of = $1',
    [userId],
  );
  if (team === undefined) throw new Error('the trigger on auth.users made no personal team');
  return { type: 'user', userId, teamId: team.id, role: 'owner', email };
}

/** Another user who has joined the given team with the given role. */
export async function seedMember(adminUrl: string, teamId: TeamId, role: TeamRole): Promise<UserActor> {
  const user = await seedTenant(adminUrl);
  await queryAsAdmin(
    adminUrl,
    'insert into public.team_members (team_id, user_id, role) values ($1, $2, $3)',
    [teamId, user.userId, role],
  );
  return { ...user, teamId, role };
}
