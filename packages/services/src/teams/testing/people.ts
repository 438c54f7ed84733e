import { randomUUID } from 'node:crypto';
import type { TeamRole } from '@agent-factory/contracts';
import { seedMember } from '@agent-factory/db/testing';
import type { Person } from '../../access/require-person.ts';
import { contextFor, type ServiceContext } from '../../service-context.ts';
import type { Stand } from '../../testing/stand.ts';
import { createTeam } from '../create.ts';

export type PersonContext = ServiceContext & { actor: Person };

/** A team that somebody made on purpose, and a way for others to join it. */
export async function teamOfPerson(
  stand: Stand,
): Promise<{ name: string; owner: PersonContext; join(role: TeamRole): Promise<PersonContext> }> {
  const maker = await stand.tenant();
  const name = `Crew ${randomUUID().slice(0, 8)}`;
  const { id } = await createTeam({ ctx: contextFor(stand.services, maker.actor), input: { name } });
  const as = (actor: Person): PersonContext => ({ ...contextFor(stand.services, actor), actor });
  return {
    name,
    owner: as({ ...maker.actor, teamId: id, role: 'owner' }),
    join: async (role) => as(await seedMember(stand.adminUrl, id, role)),
  };
}
