import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the API saw it. */
export interface SeenRequest {
  method: string;
  path: string;
  query: [string, string][];
  headers: IncomingMessage['headers'];
  body: string;
}

export interface ApiStand {
  /** Of the document. */
  url: string;
  origin: string;
  /** `host:port`, for the egress client's exemptions. */
  place: string;
  document: Record<string, unknown>;
  /** The document as it is sent, where it is not the JSON of `document`. */
  text: { type: string; body: string | Buffer } | null;
  requests: SeenRequest[];
  fetches: number;
  answer(request: SeenRequest, response: ServerResponse): void;
  close(): Promise<void>;
}

/** An HTTP API that answers with what it was asked, and the document that describes it. */
export async function startApiStand(document: Record<string, unknown> = shopDocument()): Promise<ApiStand> {
  const http = createServer(async (incoming, response) => {
    const url = new URL(incoming.url ?? '/', 'http://api');
    if (url.pathname === '/openapi.json') {
      stand.fetches += 1;
      const { type, body } = stand.text ?? {
        type: 'application/json',
        body: JSON.stringify(stand.document),
      };
      response.writeHead(200, { 'content-type': type }).end(body);
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const request: SeenRequest = {
      method: incoming.method ?? '',
      path: url.pathname,
      query: [...url.searchParams],
      headers: incoming.headers,
      body: Buffer.concat(chunks).toString(),
    };
    stand.requests.push(request);
    stand.answer(request, response);
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  // A server that listens on TCP has such an address.
  const { port } = http.address() as AddressInfo;
  const stand: ApiStand = {
    url: `http://127.0.0.1:${port}/openapi.json`,
    origin: `http://127.0.0.1:${port}`,
    place: `127.0.0.1:${port}`,
    document,
    text: null,
    requests: [],
    fetches: 0,
    answer({ method, path }, response) {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ did: method, at: path }));
    },
    async close() {
      http.closeAllConnections();
      http.close();
    },
  };
  return stand;
}

const resources = [
  'customer',
  'order',
  'invoice',
  'payment',
  'refund',
  'product',
  'price',
  'coupon',
  'warehouse',
  'shipment',
  'return',
  'supplier',
  'review',
  'ticket',
  'subscription',
  'tax_rate',
  'webhook',
  'report',
  'location',
  'employee',
  'role',
] as const;

/**
 * A description as large shops publish them: 126 operations on 21 resources, which refer to each other in circles,
 * with parameters of every style, bodies as JSON and as forms, and errors as components.
 */
export function shopDocument(): Record<string, unknown> {
  const schemas: Record<string, unknown> = {
    Error: { type: 'object', properties: { message: { type: 'string' } }, required: ['message'] },
  };
  const paths: Record<string, unknown> = {};
  for (const [index, resource] of resources.entries()) {
    const name = pascal(resource);
    const next = pascal(resources[(index + 1) % resources.length] ?? 'customer');
    schemas[name] = {
      type: 'object',
      properties: {
        id: { type: 'string', pattern: '^[a-z]{3}_[a-z0-9]+$' },
        name: { type: 'string', nullable: true, maxLength: 200 },
        amount: { type: 'integer', minimum: 0, exclusiveMinimum: true },
        state: { type: 'string', enum: ['open', 'closed'] },
        related: { $ref: `#/components/schemas/${next}` },
        tags: { type: 'array', items: { type: 'string' }, maxItems: 20 },
        metadata: { type: 'object', additionalProperties: { type: 'string' } },
      },
      required: ['name'],
    };
    const body = (type: string) => ({
      required: true,
      content: { [type]: { schema: { $ref: `#/components/schemas/${name}` } } },
    });
    const answer = {
      200: {
        description: 'It.',
        content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
      },
      default: {
        description: 'No.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    };
    const operation = (operationId: string, summary: string, more: object = {}) => ({
      operationId,
      summary,
      responses: answer,
      ...more,
    });
    paths[`/v1/${resource}s`] = {
      get: operation(`${resource}s/list`, `List ${resource}s`, {
        parameters: [
          { $ref: '#/components/parameters/Limit' },
          { name: 'ids', in: 'query', schema: { type: 'array', items: { type: 'string' } } },
          {
            name: 'sort',
            in: 'query',
            explode: false,
            schema: { type: 'array', items: { type: 'string' } },
          },
          { name: 'filter', in: 'query', style: 'deepObject', schema: { type: 'object' } },
          { name: 'where', in: 'query', content: { 'application/json': { schema: { type: 'object' } } } },
        ],
      }),
      post: operation(`${resource}s/create`, `Create a ${resource}`, {
        requestBody: body('application/json'),
      }),
    };
    paths[`/v1/${resource}s/{id}`] = {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      get: operation(`${resource}s/get`, `Get a ${resource}`, {
        parameters: [{ name: 'X-Trace', in: 'header', schema: { type: 'string' } }],
      }),
      patch: operation(`${resource}s/update`, `Change a ${resource}`, {
        requestBody: body('application/x-www-form-urlencoded'),
      }),
      put: operation(`${resource}s/replace`, `Replace a ${resource}`, {
        requestBody: body('application/json'),
      }),
      delete: operation(`${resource}s/delete`, `Delete a ${resource}`),
    };
  }
  return {
    openapi: '3.0.3',
    info: { title: 'Shop', version: '1' },
    servers: [{ url: '/{stage}', variables: { stage: { default: 'api' } } }],
    security: [{ key: [] }],
    paths,
    components: {
      schemas,
      parameters: {
        Limit: { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100 } },
      },
      securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Shop-Key' } },
    },
  };
}

function pascal(name: string): string {
  return name.replaceAll(/(?:^|_)([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}
