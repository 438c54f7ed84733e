import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Actor } from '@agent-factory/contracts';
import type { CallOptions } from '@agent-factory/llm';
import { type Admission, createGateway, gatewayRouteOf } from '@agent-factory/llm/gateway';
import { requireScope } from '../access/require-scope.ts';
import { contextFor, type Services } from '../service-context.ts';
import { listModelCards } from './list-model-cards.ts';
import { runAsModel } from './run-as-model.ts';

export interface GatewayOptions {
  services: Services;
  /** Who calls. The same actor object for a caller that was identified a moment ago. */
  identify(headers: IncomingHttpHeaders): Promise<Actor>;
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
 * The OpenAI-compatible door over the team's models and agents. Calling a model or an agent needs the scope `runs:write`, listing them `models:read`.
 */
export function openGateway(options: GatewayOptions): Gateway {
  const { services, identify, ...rest } = options;
  // As long as a caller is remembered it is the same object; so bounds and keys are asked for as seldom as that.
  const admissions = new WeakMap<Actor, Promise<Admission>>();

  function admissionOf(actor: Actor): Promise<Admission> {
    let admission = admissions.get(actor);
    if (admission === undefined) {
      admission = admit(services, actor);
      admissions.set(actor, admission);
      // A refusal is not kept.
      admission.catch(() => admissions.delete(actor));
    }
    return admission;
  }

  const handle = createGateway({
    ...rest,
    router: services.router,
    async admit(headers, path) {
      const actor = await identify(headers);
      requireScope(actor, gatewayRouteOf(path)?.kind === 'models' ? 'models:read' : 'runs:write');
      return admissionOf(actor);
    },
    onError: (error, requestId) => services.onError(error, { part: 'gateway', request_id: requestId }),
  });
  return { handle, serves: (url) => gatewayRouteOf(url) !== null };
}

async function admit(services: Services, actor: Actor): Promise<Admission> {
  const ctx = contextFor(services, actor);
  return {
    options: await callOptions(),
    agentsOnly: actor.type === 'apiKey' && actor.agentIds !== null,
    models: () => listModelCards({ ctx }),
    runAgent: (call) => runAsModel({ ctx, call }),
  };
}

async function callOptions(): Promise<Omit<CallOptions, 'signal'>> {
  return {};
}
