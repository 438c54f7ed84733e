import { type Actor, type AppError, type ErrorCode, isAppError } from '@agent-factory/contracts';
import type { Database } from '@agent-factory/db';
import { createTestDatabase, seedMember, seedTenant } from '@agent-factory/db/testing';
import { createRouter, type ModelPort, type Router } from '@agent-factory/llm';
import { createBuiltinTools, type ToolPort } from '@agent-factory/orchestrator';
import { createEgressClient, type EgressClient } from '@agent-factory/orchestrator/egress';
import { createOutboxMailPort } from '../auth/mail/outbox-mail-port.ts';
import { createInProcessBus } from '../bus/in-process-bus.ts';
import { createCache } from '../cache/create-cache.ts';
import { createApiPlans } from '../connections/open-source.ts';
import { createRunTools } from '../connections/run-tools.ts';
import type { RunTools } from '../connections/tools-of-run.ts';
import { createPeopleMail } from '../mail/people-mail.ts';
import { createMemoryRateLimits } from '../rate-limits/memory-rate-limits.ts';
import {
  generateApiKeyPepper,
  generateMasterKey,
  generateReceiptKey,
} from '../secrets/generate-platform-secrets.ts';
import { openPlatformSecrets } from '../secrets/platform-secrets.ts';
import { contextFor, noOrigin, type ServiceContext, type Services, systemClock } from '../service-context.ts';
import { openSpending } from '../spending/open-spending.ts';
import { createTelemetry } from '../telemetry/create-telemetry.ts';

type UserActor = Extract<Actor, { type: 'user' }>;

export interface Stand {
  db: Database;
  adminUrl: string;
  appUrl: string;
  queueUrl: string;
  services: Services;
  /** The built-in tools, without any team's connections. */
  tools: ToolPort;
  /** What went wrong inside, as `onError` was told. */
  errors: unknown[];
  /** A new user with a team of their own. */
  tenant(): Promise<ServiceContext & { actor: UserActor }>;
  /** Another user in the same team. */
  member(ctx: ServiceContext, role: UserActor['role']): Promise<ServiceContext>;
  drop(): Promise<void>;
}

/**
 * A database of one's own and the shared parts over it; the offline model unless another is given, or `env` names a
 * vendor's address and key.
 */
export async function openStand(
  parts: {
    model?: ModelPort;
    tools?: ToolPort;
    egress?: EgressClient;
    /** Places on this machine (`127.0.0.1:8080`) that outgoing requests reach as if they were public. */
    reach?: readonly string[];
    env?: Readonly<Record<string, string>>;
  } = {},
): Promise<Stand> {
  const { db, adminUrl, appUrl, queueUrl, drop } = await createTestDatabase({ maxConnections: 10 });
  const egress = parts.egress ?? createEgressClient({ allowPrivate: parts.reach ?? [] });
  const toolPorts = { egress, clock: systemClock };
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  const spending = openSpending({ DEFAULT_PLAN: 'enterprise' }, { db, onError });
  const router = createRouter({
    env: parts.env ?? {},
    ollamaDefaultUrl: null,
    accounts: spending.accounts,
  });
  const telemetry = createTelemetry({}, onError);
  const cache = createCache({ redisUrl: null, tally: telemetry.cacheTally, onError });
  const services: Services = {
    db,
    bus: createInProcessBus({ pollMs: 5_000 }),
    cache,
    clock: systemClock,
    router: parts.model === undefined ? router : withModel(router, parts.model),
    egress,
    // Each run reads anew, so that a test can change what a document says.
    apiPlans: createApiPlans(0),
    toolsOf: (run) => (parts.tools === undefined ? createRunTools({ services, run }) : unclosed(parts.tools)),
    toolPorts,
    secrets: openPlatformSecrets(testSecretsEnv()),
    spending,
    rateLimits: createMemoryRateLimits(),
    telemetry,
    mail: createPeopleMail({ server: null, outbox: createOutboxMailPort(db, systemClock), onError }),
    stripe: null,
    webUrl: 'http://web.test',
    operators: [],
    onError,
  };
  return {
    db,
    adminUrl,
    appUrl,
    queueUrl,
    services,
    tools: createBuiltinTools(toolPorts),
    errors,
    tenant: async () => ({ ...services, actor: await seedTenant(adminUrl), origin: noOrigin }),
    member: async (ctx, role) => contextFor(services, await seedMember(adminUrl, ctx.actor.teamId, role)),
    async drop() {
      await router.close();
      await spending.accounts.close();
      await cache.close();
      await egress.close();
      await drop();
    },
  };
}

/** The same tools for every run. */
export function toolsOf(tools: ToolPort): Services['toolsOf'] {
  return () => unclosed(tools);
}

function unclosed(tools: ToolPort): RunTools {
  return {
    definitions: (refs, lookup) => tools.definitions(refs, lookup),
    call: (name, input, options) => tools.call(name, input, options),
    close: async () => {},
  };
}

/** New secrets, as a first start makes them. */
export function testSecretsEnv(): {
  API_KEY_PEPPER: string;
  SECRETS_MASTER_KEY: string;
  RECEIPT_SIGNING_KEY: string;
} {
  return {
    API_KEY_PEPPER: generateApiKeyPepper(),
    SECRETS_MASTER_KEY: generateMasterKey(),
    RECEIPT_SIGNING_KEY: generateReceiptKey(),
  };
}

/** The catalogue of the real router, the answers of the given model. */
export function withModel(router: Router, model: ModelPort): Router {
  return { ...router, stream: (request, options) => model.stream(request, options) };
}

/** An agent that adds; `parts` are further lines of its front matter. */
export function agentText(name: string, parts = ''): string {
  return `---
apiVersion: agentfactory/v1
kind: Agent
name: ${name}
title: Adder
description: Adds numbers.
model: { task: simple_query }
tools: [calculator]
${parts}
---
# Purpose
Answer with the sum.
`;
}

/** The code with which a promise was refused; fails if it was not, or in another way than by an AppError. */
export async function refusal(promise: Promise<unknown>): Promise<ErrorCode> {
  return (await refusalError(promise)).code;
}

export async function refusalError(promise: Promise<unknown>): Promise<AppError> {
  try {
    await promise;
  } catch (error) {
    if (isAppError(error)) return error;
    throw error;
  }
  throw new Error('was not refused');
}
