import type { Actor } from '@agent-factory/contracts';
import type { Database } from '@agent-factory/db';
import type { Router } from '@agent-factory/llm';
import type { Clock, ToolPorts } from '@agent-factory/orchestrator';
import type { EgressClient } from '@agent-factory/orchestrator/egress';
import type { PlatformStripe } from './billing/stripe-client.ts';
import type { RunBus } from './bus/run-bus.ts';
import type { Cache } from './cache/cache.ts';
import type { ApiPlans } from './connections/open-source.ts';
import type { RunTools, ToolsOfRun } from './connections/tools-of-run.ts';
import type { PeopleMail } from './mail/people-mail.ts';
import type { RateLimits } from './rate-limits/rate-limits.ts';
import type { PlatformSecrets } from './secrets/platform-secrets.ts';
import type { Spending } from './spending/open-spending.ts';
import type { Telemetry } from './telemetry/create-telemetry.ts';

export const systemClock: Clock = { now: () => Date.now() };

/** What all verbs share, made once per process. */
export interface Services {
  db: Database;
  bus: RunBus;
  /** What is asked often and may be a moment old. */
  cache: Cache;
  clock: Clock;
  router: Router;
  /** The way out to addresses that users name. */
  egress: EgressClient;
  /** OpenAPI documents that were read a moment ago. */
  apiPlans: ApiPlans;
  /** The tools of one attempt of a run, with its team's connections. */
  toolsOf(run: ToolsOfRun): RunTools;
  /** What built-in tools reach the world through, but for what is a team's own. */
  toolPorts: ToolPorts;
  secrets: PlatformSecrets;
  spending: Spending;
  /** How many requests each caller made in the last minute. */
  rateLimits: RateLimits;
  telemetry: Telemetry;
  /** Mail of the platform to people. */
  mail: PeopleMail;
  /** Where money is taken and paid out; null where no key was set, and nothing can be bought. */
  stripe: PlatformStripe | null;
  /** Where the pages are, for links in mails; null where nobody said. */
  webUrl: string | null;
  /** Addresses of the people who run this installation, in lower case. */
  operators: readonly string[];
  /**
   * Told of what went wrong inside, which callers only learn of in safe words. `details` names ids, never
   * content. Must not throw.
   */
  onError(error: unknown, details: Readonly<Record<string, string>>): void;
}

/** Where a call came from, as far as its transport knows; for the audit log. */
export interface Origin {
  /** Of the client, as the trusted proxies say. */
  address: string | null;
  userAgent: string | null;
  requestId: string | null;
}

export const noOrigin: Origin = { address: null, userAgent: null, requestId: null };

/** What one call of a verb gets: the shared parts, on whose behalf it runs, and where it came from. */
export interface ServiceContext extends Services {
  actor: Actor;
  origin: Origin;
}

export function contextFor(services: Services, actor: Actor, origin: Origin = noOrigin): ServiceContext {
  return { ...services, actor, origin };
}
