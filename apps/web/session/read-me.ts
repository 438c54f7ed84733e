import { cookies } from 'next/headers';
import { cache } from 'react';
import { readTeam } from '../teams/team-cookie.ts';
import { apiAs } from '../trpc/api-as.ts';
import { apiFailure } from '../trpc/api-failure.ts';
import { readSession } from './session-cookies.ts';

/**
 * Who is signed in and in which team, as the API confirms it; null for a visitor. A chosen team that is not theirs any
 * more gives way to the personal one. Throws when the API does not answer.
 */
export const readMe = cache(async () => {
  const jar = await cookies();
  const session = readSession(jar);
  if (session === null) return null;
  const chosen = readTeam(jar);
  try {
    return await apiAs(session, chosen)
      .me.get.query()
      .catch((error: unknown) => {
        if (chosen === null || apiFailure(error).code !== 'not_found') throw error;
        return apiAs(session, null).me.get.query();
      });
  } catch (error) {
    if (apiFailure(error).code === 'unauthenticated') return null;
    throw error;
  }
});
