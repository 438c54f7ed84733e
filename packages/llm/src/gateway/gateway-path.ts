/** What the gateway does at an address: one of its routes, an endpoint of OpenAI's that is not offered, or null. */
export type GatewayRoute =
  | { kind: 'chat' | 'embeddings'; method: 'POST' }
  | { kind: 'models'; method: 'GET'; id: string | null }
  | { kind: 'not_offered' };

const modelsPrefix = '/v1/models/';
/** Clients of OpenAI's ask these; they read no other errors than OpenAI's. */
const notOffered =
  /^\/v1\/(chat|completions|responses|moderations|images|audio|files|batches|assistants)(\/|$)/;

/** Null for an address that is not the gateway's. */
export function gatewayRouteOf(url: string): GatewayRoute | null {
  if (!url.startsWith('/v1/')) return null;
  const query = url.indexOf('?');
  let path = query === -1 ? url : url.slice(0, query);
  if (path.endsWith('/')) path = path.slice(0, -1);
  switch (path) {
    case '/v1/chat/completions':
      return { kind: 'chat', method: 'POST' };
    case '/v1/embeddings':
      return { kind: 'embeddings', method: 'POST' };
    case '/v1/models':
      return { kind: 'models', method: 'GET', id: null };
  }
  if (path.startsWith(modelsPrefix)) {
    return { kind: 'models', method: 'GET', id: decoded(path.slice(modelsPrefix.length)) };
  }
  return notOffered.test(path) ? { kind: 'not_offered' } : null;
}

/** What cannot be decoded is the id of no model. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
