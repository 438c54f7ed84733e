import { z } from 'zod';
import { webEnv } from '../env.ts';
import { apiFetch } from '../gateway/api-fetch.ts';

export const providers = ['google', 'github'] as const;
export type Provider = (typeof providers)[number];

const settingsSchema = z.object({
  external: z.record(z.string(), z.unknown()),
  saml_enabled: z.boolean().optional(),
});

/** The ways in that the auth service offers besides email. */
export interface WaysIn {
  providers: Provider[];
  /** Companies sign in through their own identity provider, by the domain of their address. */
  sso: boolean;
}

const none: WaysIn = { providers: [], sso: false };

/** Which of them the auth service has been set up for; none while it does not answer. */
export async function enabledWaysIn(): Promise<WaysIn> {
  const { authUrl, anonKey } = webEnv();
  try {
    const answer = await apiFetch(new URL(`${authUrl}/auth/v1/settings`), {
      headers: { apikey: anonKey },
      signal: AbortSignal.timeout(2_000),
      cache: 'no-store',
    });
    const settings = settingsSchema.safeParse(await answer.json());
    if (!settings.success) return none;
    const { external, saml_enabled: sso = false } = settings.data;
    return { providers: providers.filter((name) => external[name] === true), sso };
  } catch {
    return none;
  }
}
