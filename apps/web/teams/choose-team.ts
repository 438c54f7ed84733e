'use server';

import { isId, type TeamId } from '@agent-factory/contracts';
import { cookies } from 'next/headers';
import { clearTeam, writeTeam } from './team-cookie.ts';

/** Remembers the team that pages open in from now on; null for the personal one. */
export async function chooseTeam(teamId: TeamId | null): Promise<void> {
  const jar = await cookies();
  if (teamId !== null && isId('team', teamId)) writeTeam(jar, teamId);
  else clearTeam(jar);
}
