import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { type Admission, createGateway, gatewayRouteOf } from '@agent-factory/llm/gateway';
import { refusedByPolicy } from '../access/refused-by-policy.ts';
import { requireScope } from '../access/require-scope.ts';
import { requireTokens } from '../quotas/require-tokens.ts';
import type { ServiceContext, Services } from '../service-context.ts';
import { callOptionsFor } from '../spending/call-options.ts';
import { listModelCards } from './list-model-cards.ts';
import { runAsModel } from './run-as-model.ts';

export interface GatewayOptions {
  services: Services;
  /** Who calls; rejects with AppError (`unauthenticated`, `rate_limited`, …). Asked for every request; may set headers. */
  identify(req: IncomingMessage, res: ServerResponse): Promise<ServiceContext>;
  requestIdOf(headers: IncomingHttpHeaders): string;
  /** Sent with every answer. */
  headers: Readonly<Record<string, string>>;
  /** Fires when the server closes. */
  closing: AbortSignal;
}

export interface Gateway {
  /** Whether an address is the gateway's. */
  serves(url: string): boolean;
  /** A listener of node:http; answers every request. */
  handle(req: IncomingMessage, res: ServerResponse): void;
}

/**
 * The OpenAI-compatible door over the team's models and agents. Calling a model or an agent needs the scope
 * `runs:write`, listing them `models:read`.
 */
export function openGateway(options: GatewayOptions): Gateway {
  const { services, identify, ...rest } = options;
  const handle = createGateway({
    ...rest,
    router: services.router,
    async admit(req, res) {
      const ctx = await identify(req, res);
      return gatewayRouteOf(req.url ?? '/')?.kind === 'models'
        ? admitToList(ctx)
        : admitToCall(services, ctx);
    },
    refusalOf: refusedByPolicy,
    onError: (error, requestId) => services.onError(error, { part: 'gateway', request_id: requestId }),
  });
  return { handle, serves: (url) => gatewayRouteOf(url) !== null };
}

function admitToList(ctx: ServiceContext): Admission {
  requireScope(ctx.actor, 'models:read');
  return { options: {}, models: () => listModelCards({ ctx }) };
}

async function admitToCall(services: Services, ctx: ServiceContext): Promise<Admission> {
  const { actor } = ctx;
  requireScope(actor, 'runs:write');
  await requireTokens(ctx);
  return {
    options: await callOptionsFor({ services, actor, purpose: 'gateway' }),
    agentsOnly: actor.type === 'apiKey' && actor.agentIds !== null,
    // Only to tell an unknown model from a missing one, so it asks for no scope of its own.
    models: async () =>
      ctx.router.models().map(({ id, provider }) => ({ id, createdAt: 0, ownedBy: provider })),
    runAgent: (call) => runAsModel({ ctx, call }),
  };
}
