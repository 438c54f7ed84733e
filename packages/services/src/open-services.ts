import { openDatabase } from '@agent-factory/db';
import { type AnswerCache, createMemoryAnswers, createRouter } from '@agent-factory/llm';
import { openPlatformConnections, type ToolPorts } from '@agent-factory/orchestrator';
import { createEgressClient, publicLookup } from '@agent-factory/orchestrator/egress';
import { parseOperators } from './access/require-operator.ts';
import { createAgentOutbox } from './auth/mail/agent-outbox.ts';
import { createOutboxMailPort } from './auth/mail/outbox-mail-port.ts';
import { openStripe, stripeConfigOf } from './billing/stripe-client.ts';
import { createInProcessBus } from './bus/in-process-bus.ts';
import { createRedisAnswers } from './bus/redis-answers.ts';
import { createRedisBreakerStore } from './bus/redis-breaker-store.ts';
import { createRedisBus } from './bus/redis-bus.ts';
import { createRedisRateLimits } from './bus/redis-rate-limits.ts';
import { createCache } from './cache/create-cache.ts';
import { createApiPlans } from './connections/open-source.ts';
import { createRunTools } from './connections/run-tools.ts';
import { createPeopleMail } from './mail/people-mail.ts';
import { createSmtpMailPort } from './mail/smtp-mail-port.ts';
import { flagRefusedKey } from './provider-keys/flag-refused.ts';
import { createMemoryRateLimits } from './rate-limits/memory-rate-limits.ts';
import type { RateLimits } from './rate-limits/rate-limits.ts';
import { openPlatformSecrets } from './secrets/platform-secrets.ts';
import { type Services, systemClock } from './service-context.ts';
import { openSpending } from './spending/open-spending.ts';
import { createTelemetry } from './telemetry/create-telemetry.ts';

export interface ServicesOptions {
  /** Of the application's role, which owns nothing and bypasses nothing. */
  databaseUrl: string;
  maxConnections: number;
  /** Carries announcements between processes; null where there is no Redis. */
  redisUrl: string | null;
  /** Whether the worker runs in this process: then every announcement arrives, and polling is a safety net. */
  workerInProcess: boolean;
  /**
   * The model vendors' own variables (`OPENAI_API_KEY`, …), `API_KEY_PEPPER`, `API_KEY_OLD_PEPPERS`, `SECRETS_MASTER_KEY`, `DEFAULT_PLAN`, and
   * what tools of all teams may use: `PERPLEXITY_API_KEY`, `TAVILY_API_KEY`, `BRAVE_SEARCH_API_KEY`, `SEARXNG_URL`,
   * `SMTP_URL` with `MAIL_FROM`; `STRIPE_SECRET_KEY` and what belongs to it; and `WEB_URL`, where links in mails lead.
   */
  env: Readonly<Record<string, string | undefined>>;
  /** Pause of the offline model between two pieces of an answer, so that a person sees it stream. */
  offlinePaceMs?: number;
  /** Whether mail of agents that no server takes is kept in the development outbox: local mode alone. */
  keepsMail?: boolean;
  onError: Services['onError'];
}

export interface OpenServices extends Services {
  /** Ends every connection; call it after the server and the worker have stopped. */
  close(): Promise<void>;
}

/** The shared parts of one process. Connects lazily; throws `invalid_input` for a malformed variable. */
export function openServices(options: ServicesOptions): OpenServices {
  const stripeConfig = stripeConfigOf(options.env);
  const db = openDatabase({ url: options.databaseUrl, maxConnections: options.maxConnections });
  const egress = createEgressClient();
  const platform = openPlatformConnections(options.env);
  const outbox = options.keepsMail === true ? createOutboxMailPort(db, systemClock) : null;
  const toolPorts: ToolPorts = {
    egress,
    clock: systemClock,
    platform,
    ...(outbox === null ? {} : { outbox: createAgentOutbox(outbox) }),
  };
  const bus = openBus(options);
  const telemetry = createTelemetry(options.env, options.onError);
  const cache = createCache({
    redisUrl: options.redisUrl,
    tally: telemetry.cacheTally,
    onError: (error) => options.onError(error, { part: 'redis' }),
  });
  const spending = openSpending(options.env, { db, onError: options.onError });
  const answers = openAnswers(options);
  const breakerStore = openBreakerStore(options);
  const services: OpenServices = {
    db,
    bus,
    cache,
    clock: systemClock,
    router: createRouter({
      env: options.env,
      ...(options.offlinePaceMs === undefined ? {} : { offlinePaceMs: options.offlinePaceMs }),
      accounts: telemetry.watchAccounts(spending.accounts),
      observer: telemetry.observer,
      answers,
      ...(breakerStore === null ? {} : { breakerStore }),
      // Addresses of teams' own keys are named by users.
      lookup: publicLookup,
      onKeyRefused: (keyId) => void flagRefusedKey({ services, keyId }),
    }),
    egress,
    apiPlans: createApiPlans(),
    toolsOf: (run) => createRunTools({ services, run }),
    toolPorts,
    secrets: openPlatformSecrets(options.env),
    spending,
    rateLimits: openRateLimits(options),
    telemetry,
    mail: createPeopleMail({
      server: options.env.SMTP_URL ? createSmtpMailPort(platform) : null,
      outbox,
      onError: options.onError,
    }),
    stripe: stripeConfig === null ? null : openStripe(stripeConfig),
    webUrl: options.env.WEB_URL ?? null,
    operators: parseOperators(options.env.OPERATOR_EMAILS),
    onError: options.onError,
    async close() {
      await services.router.close();
      await spending.accounts.close();
      await bus.close();
      await cache.close();
      services.rateLimits.close();
      answers.close?.();
      breakerStore?.close();
      await telemetry.close();
      await platform.close();
      await egress.close();
      await db.close();
    },
  };
  return services;
}

function openAnswers({ redisUrl, onError }: ServicesOptions): AnswerCache & { close?(): void } {
  if (redisUrl === null) return createMemoryAnswers();
  return createRedisAnswers({ url: redisUrl, onError: (error) => onError(error, { part: 'redis' }) });
}

function openRateLimits({ redisUrl, onError }: ServicesOptions): RateLimits {
  if (redisUrl === null) return createMemoryRateLimits();
  return createRedisRateLimits({ url: redisUrl, onError: (error) => onError(error, { part: 'redis' }) });
}

/** Alone, a process knows of no others. */
function openBreakerStore({ redisUrl, onError }: ServicesOptions) {
  if (redisUrl === null) return null;
  return createRedisBreakerStore({ url: redisUrl, onError: (error) => onError(error, { part: 'redis' }) });
}

/** How often readers look at the rows themselves: where nothing tells them of news, that is the latency. */
const pollMs = { announced: 5_000, alone: 250 };

function openBus({ redisUrl, workerInProcess, onError }: ServicesOptions): Services['bus'] {
  if (redisUrl === null) {
    return createInProcessBus({ pollMs: workerInProcess ? pollMs.announced : pollMs.alone });
  }
  return createRedisBus({
    url: redisUrl,
    pollMs: pollMs.announced,
    pollMsWithoutRedis: workerInProcess ? pollMs.announced : pollMs.alone,
    onError: (error) => onError(error, { part: 'redis' }),
  });
}
