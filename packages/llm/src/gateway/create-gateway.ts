import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '@agent-factory/contracts';
import { answerChat } from './answer-chat.ts';
import { answerEmbeddings } from './answer-embeddings.ts';
import { answerModels } from './answer-models.ts';
import { type GatewayRoute, gatewayRouteOf } from './gateway-path.ts';
import type { Exchange, GatewayConfig } from './gateway-port.ts';
import { readBody } from './read-body.ts';
import { sendError, sendRefusal } from './send.ts';

/**
 * The OpenAI-compatible door as a listener of node:http: `/v1/chat/completions`, `/v1/embeddings`, `/v1/models`.
 * Whatever else it is given is answered 404. It answers every request, in OpenAI's shapes, and never throws.
 */
export function createGateway(config: GatewayConfig): (req: IncomingMessage, res: ServerResponse) => void {
  return (req, res) => {
    const requestId = config.requestIdOf?.(req.headers) ?? `req_${randomUUID()}`;
    const exchange: Exchange = { config, res, requestId };
    const route = gatewayRouteOf(req.url ?? '/');
    if (!isOffered(exchange, req, route)) return;
    answer(exchange, req, route).catch((error: unknown) => {
      // What was sent of a body that is not read would be taken for the next request.
      sendError(exchange, error, req.complete ? {} : { connection: 'close' });
    });
  };
}

type Offered = Exclude<GatewayRoute, { kind: 'not_offered' }>;

function isOffered(exchange: Exchange, req: IncomingMessage, route: GatewayRoute | null): route is Offered {
  if (route === null || route.kind === 'not_offered') {
    sendError(
      exchange,
      new AppError(
        'not_found',
        `There is no ${req.method} ${req.url?.slice(0, 200)} here; offered are POST /v1/chat/completions, POST /v1/embeddings and GET /v1/models.`,
      ),
    );
    return false;
  }
  const methods = route.method === 'GET' ? ['GET', 'HEAD'] : ['POST'];
  if (!methods.includes(req.method ?? '')) {
    const allow = methods.join(', ');
    sendRefusal(exchange, 'method_not_allowed', `This address takes ${allow}.`, { allow });
    return false;
  }
  if (route.method === 'POST' && !isJson(req)) {
    sendRefusal(exchange, 'unsupported_media_type', 'Send application/json, not compressed.', {
      connection: 'close',
    });
    return false;
  }
  return true;
}

function isJson({ headers }: IncomingMessage): boolean {
  const encoding = headers['content-encoding'];
  return (
    headers['content-type']?.toLowerCase().startsWith('application/json') === true &&
    (encoding === undefined || encoding === 'identity')
  );
}

async function answer(exchange: Exchange, req: IncomingMessage, route: Offered): Promise<void> {
  const admission = await exchange.config.admit(req, exchange.res);
  switch (route.kind) {
    case 'models':
      return answerModels(exchange, admission, route.id);
    case 'chat':
      return answerChat(exchange, admission, await readBody(req));
    case 'embeddings':
      return answerEmbeddings(exchange, admission, await readBody(req));
  }
}
