import { z } from 'zod';

const url = z.url({ protocol: /^https?$/ });
const jwk = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue('must be JSON');
      return z.NEVER;
    }
  })
  .pipe(z.looseObject({ kty: z.string() }));
const common = {
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8000),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  /** What the application connects with: the role that owns nothing and bypasses nothing. */
  DATABASE_URL: z.string().min(1),
  DATABASE_MAX_CONNECTIONS: z.coerce.number().int().min(1).max(500).default(20),
  REDIS_URL: z.string().optional(),
  /** Keys the hashes of API keys: at least 32 random bytes in base64. */
  API_KEY_PEPPER: z.string().min(1),
  /** Those before it, by comma: a key that is found by one of them is kept under today's from then on. */
  API_KEY_OLD_PEPPERS: z.string().optional(),
  /** `id:key,…`: under which the teams' own secrets lie in the database. */
  SECRETS_MASTER_KEY: z.string().min(1),
  /** Ed25519; signs the receipts of runs that end here. */
  RECEIPT_SIGNING_KEY: z.string().min(1),
  /** Public keys whose receipts stay valid. */
  RECEIPT_OLD_PUBLIC_KEYS: z.string().optional(),
  /** The project's public key: with it Supabase Auth is asked whether a session lives and has a second factor. */
  SUPABASE_ANON_KEY: z.string().min(1).optional(),
  /** Of Stripe, or in local mode of the stand-in; without it nothing can be bought. */
  STRIPE_SECRET_KEY: z.string().min(1).optional(),
  /** Of Stripe's endpoints, by comma: that of the platform and that of connected accounts. */
  STRIPE_WEBHOOK_SECRET: z.string().min(1).optional(),
  /** What the web server shares with this one, to prove for whom it asks. */
  WEB_HOP_SECRET: z.string().min(32).optional(),
  /** What Prometheus sends as bearer to read `/metrics`; without it only this machine may. */
  METRICS_TOKEN: z.string().min(16).optional(),
  /** Where the web app lives; its origin may call from a browser. */
  WEB_URL: url,
  TRUST_PROXY: z
    .string()
    .default('false')
    .transform((value) => (value === 'true' ? true : value === 'false' ? false : value)),
  DRAIN_MS: z.coerce.number().int().min(0).max(60_000).default(5_000),
};

const envSchema = z.discriminatedUnion('AGENT_FACTORY_MODE', [
  z.object({
    AGENT_FACTORY_MODE: z.literal('production'),
    ...common,
    SUPABASE_URL: url,
    // The stand-in invents money: it is never reached from here.
    STRIPE_SECRET_KEY: common.STRIPE_SECRET_KEY.refine((key) => !key?.startsWith('sk_test_local_')),
    STRIPE_API_URL: z.never().optional(),
  }),
  z.object({
    AGENT_FACTORY_MODE: z.literal('local'),
    ...common,
    /** Public address of this API. */
    API_URL: url,
    /** Another auth service than the local one. */
    SUPABASE_URL: url.optional(),
    /** Private ES256 JWK, the pepper and the public key: what local auth keeps between starts. */
    AUTH_SIGNING_KEY: jwk,
    AUTH_PEPPER: z.string().min(1),
    AUTH_ANON_KEY: z.string().min(1),
    /** Where the local Stripe listens. */
    STRIPE_API_URL: url.optional(),
  }),
]);
export type ApiEnv = z.output<typeof envSchema>;

/** This process's own environment; the one place that reads it. */
export function processEnv(): Readonly<Record<string, string | undefined>> {
  return process.env;
}

/** The settings of a stand-alone start. Throws one Error that names everything that is missing or wrong. */
export function parseApiEnv(env: Readonly<Record<string, string | undefined>>): ApiEnv {
  const filled = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const mode = filled.AGENT_FACTORY_MODE ?? 'production';
  const parsed = envSchema.safeParse({ ...filled, AGENT_FACTORY_MODE: mode });
  if (parsed.success) return parsed.data;
  const names = (wanted: (name: string) => boolean): string[] => [
    ...new Set(parsed.error.issues.map(({ path }) => String(path[0])).filter(wanted)),
  ];
  const missing = names((name) => filled[name] === undefined);
  const wrong = names((name) => filled[name] !== undefined);
  throw new Error(
    [
      `The API does not start in ${mode} mode.`,
      ...(missing.length > 0 ? [`Missing: ${missing.join(', ')}.`] : []),
      ...(wrong.length > 0 ? [`Not valid: ${wrong.join(', ')}.`] : []),
    ].join(' '),
  );
}
