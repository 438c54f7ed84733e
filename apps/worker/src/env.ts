import { parseTeamShares, type TeamShares } from '@agent-factory/services';
import { z } from 'zod';

const envSchema = z.object({
  DATABASE_URL: z.string().min(1),
  DATABASE_QUEUE_URL: z.string().min(1),
  DATABASE_MAX_CONNECTIONS: z.coerce.number().int().min(1).max(500).default(20),
  REDIS_URL: z.string().min(1).optional(),
  /** Opens the teams' own keys of model vendors; the same as the API's. */
  SECRETS_MASTER_KEY: z.string().min(1),
  /** Ed25519; signs the receipts of runs. The same as the API's. */
  RECEIPT_SIGNING_KEY: z.string().min(1),
  /** The same as the API's; without it no money moves. `openServices` reads them. */
  STRIPE_SECRET_KEY: z.string().min(1).optional(),
  STRIPE_WEBHOOK_SECRET: z.string().min(1).optional(),
  STRIPE_API_URL: z.url({ protocol: /^https?$/ }).optional(),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(500).default(20),
  /** Which part of those the runs of one team may take, by its plan: `free=0.25,pro=0.5,enterprise=1`. */
  WORKER_TEAM_SHARES: z.string().optional().transform(teamShares),
  /** How long runs at work may go on after SIGTERM before they are handed back. */
  DRAIN_MS: z.coerce.number().int().min(0).max(60_000).default(20_000),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

function teamShares(text: string | undefined, context: z.RefinementCtx): TeamShares {
  try {
    return parseTeamShares(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: String(error) });
    return z.NEVER;
  }
}
export type WorkerEnv = z.output<typeof envSchema>;

/** This process's own environment; the one place that reads it. */
export function processEnv(): Readonly<Record<string, string | undefined>> {
  return process.env;
}

/** The settings of a stand-alone start. Throws one Error that names everything that is missing or wrong. */
export function parseWorkerEnv(env: Readonly<Record<string, string | undefined>>): WorkerEnv {
  const filled = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = envSchema.safeParse(filled);
  if (parsed.success) return parsed.data;
  const names = new Set(parsed.error.issues.map(({ path }) => String(path[0])));
  const missing = [...names].filter((name) => filled[name] === undefined);
  const wrong = [...names].filter((name) => filled[name] !== undefined);
  throw new Error(
    [
      'The worker does not start.',
      ...(missing.length > 0 ? [`Missing: ${missing.join(', ')}.`] : []),
      ...(wrong.length > 0 ? [`Not valid: ${wrong.join(', ')}.`] : []),
    ].join(' '),
  );
}
