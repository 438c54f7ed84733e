import { enterTeam, type UserActor } from '../teams/enter-team.ts';

/** The actor of `enterTeam` alone. */
export async function resolveActor(asked: Parameters<typeof enterTeam>[0]): Promise<UserActor> {
  return (await enterTeam(asked)).actor;
}
