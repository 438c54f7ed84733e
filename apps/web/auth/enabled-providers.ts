import { z } from 'zod';
import { webEnv } from '../env.ts';
import { apiFetch } from '../gateway/api-fetch.ts';

export const providers = ['google', 'github'] as const;
export type Provider = (typeof providers)[number];

const settingsSchema = z.object({ external: z.record(z.string(), z.unknown()) });

/** Which providers the auth service has credentials for; none while it does not answer. */
export async function enabledProviders(): Promise<Provider[]> {
  const { authUrl, anonKey } = webEnv();
  try {
    const answer = await apiFetch(new URL(`${authUrl}/auth/v1/settings`), {
      headers: { apikey: anonKey },
      signal: AbortSignal.timeout(2_000),
      cache: 'no-store',
    });
    const settings = settingsSchema.safeParse(await answer.json());
    return settings.success ? providers.filter((name) => settings.data.external[name] === true) : [];
  } catch {
    return [];
  }
}
