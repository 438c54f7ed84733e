import { cookies } from 'next/headers';
import { cache } from 'react';
import { readMe } from '../session/read-me.ts';
import { readSession } from '../session/session-cookies.ts';
import { apiAs } from './api-as.ts';

/** The API as server components call it, on behalf of the visitor whose request they answer, in the team that they see. */
export const serverApi = cache(async () => {
  const me = await readMe();
  return apiAs(readSession(await cookies()), me?.team.id ?? null);
});
