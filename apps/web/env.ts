import { z } from 'zod';

const schema = z
  .object({
    AGENT_FACTORY_MODE: z.enum(['local', 'production']).default('production'),
    /** Where this server reaches the API. */
    API_URL: z.url(),
    /** Where others reach it, for addresses that people copy; `API_URL` if left out. */
    API_PUBLIC_URL: z.url().optional(),
    /** The auth service; the API's own where there is no Supabase project. */
    SUPABASE_URL: z.url().optional(),
    SUPABASE_ANON_KEY: z.string().min(1),
    /** The address that people type, for links in mails and the cross-site check. */
    WEB_URL: z.url().optional(),
    /** What the API shares with this server, so that it believes for whom it asks. */
    WEB_HOP_SECRET: z.string().min(32).optional(),
    /** Proxies whose `x-forwarded-for` counts: true, false, or addresses and ranges by comma. */
    WEB_TRUST_PROXY: z
      .string()
      .default('false')
      .transform((value) => (value === 'true' ? true : value === 'false' ? false : value)),
    DEMO_EMAIL: z.string().optional(),
    DEMO_PASSWORD: z.string().optional(),
  })
  .refine((env) => env.AGENT_FACTORY_MODE === 'local' || env.WEB_URL !== undefined, {
    error: 'is needed in production',
    path: ['WEB_URL'],
  });

export interface WebEnv {
  mode: 'local' | 'production';
  apiUrl: string;
  /** The same API as the world calls it. */
  publicApiUrl: string;
  authUrl: string;
  anonKey: string;
  /** Origin of the web app; null in local mode, where each request's own host counts (localhost, 127.0.0.1). */
  webOrigin: string | null;
  /** Null where the API takes this server for the client. */
  webHopSecret: string | null;
  trustProxy: boolean | string;
  /** Null outside local mode, whatever the environment says. */
  demo: { email: string; password: string } | null;
}

let parsed: WebEnv | undefined;

/** The server's configuration; throws, naming every variable that is missing or wrong. */
export function webEnv(): WebEnv {
  parsed ??= parseWebEnv(process.env);
  return parsed;
}

export function parseWebEnv(source: Record<string, string | undefined>): WebEnv {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (!result.success) {
    const names = [...new Set(result.error.issues.map((issue) => String(issue.path[0])))];
    const missing = names.filter((name) => given[name] === undefined);
    const wrong = names.filter((name) => given[name] !== undefined);
    throw new Error(
      [
        'The web server does not start.',
        ...(missing.length > 0 ? [`Missing: ${missing.join(', ')}.`] : []),
        ...(wrong.length > 0 ? [`Not valid: ${wrong.join(', ')}.`] : []),
      ].join(' '),
    );
  }
  const env = result.data;
  const local = env.AGENT_FACTORY_MODE === 'local';
  return {
    mode: env.AGENT_FACTORY_MODE,
    apiUrl: env.API_URL.replace(/\/+$/, ''),
    publicApiUrl: (env.API_PUBLIC_URL ?? env.API_URL).replace(/\/+$/, ''),
    authUrl: (env.SUPABASE_URL ?? env.API_URL).replace(/\/+$/, ''),
    anonKey: env.SUPABASE_ANON_KEY,
    webOrigin: local || env.WEB_URL === undefined ? null : new URL(env.WEB_URL).origin,
    webHopSecret: env.WEB_HOP_SECRET ?? null,
    trustProxy: env.WEB_TRUST_PROXY,
    demo:
      local && env.DEMO_EMAIL && env.DEMO_PASSWORD
        ? { email: env.DEMO_EMAIL, password: env.DEMO_PASSWORD }
        : null,
  };
}

/** Whether this is `next dev`, whose hot reload needs looser rules for scripts. */
export function isDevelopment(): boolean {
  return process.env.NODE_ENV === 'development';
}
