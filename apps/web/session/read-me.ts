import { cookies } from 'next/headers';
import { cache } from 'react';
import { apiFailure } from '../trpc/api-failure.ts';
import { serverApi } from '../trpc/server-api.ts';
import { readSession } from './session-cookies.ts';

/** Who is signed in, as the API confirms it; null for a visitor. Throws when the API does not answer. */
export const readMe = cache(async () => {
  if (readSession(await cookies()) === null) return null;
  try {
    return await (await serverApi()).me.get.query();
  } catch (error) {
    if (apiFailure(error).code === 'unauthenticated') return null;
    throw error;
  }
});
