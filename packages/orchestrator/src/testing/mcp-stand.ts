import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type CallToolResult,
  createMcpHandler,
  Server,
  type Tool,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server';

export interface McpStand {
  url: string;
  /** `host:port`, for the egress client's exemptions. */
  place: string;
  /** What is offered; change it and the next list is another. */
  tools: Tool[];
  /** Calls that arrived, in order. */
  calls: { name: string; arguments: unknown }[];
  /** Headers of every request. */
  requests: IncomingMessage['headers'][];
  /** Sessions that were begun and not ended; only a server with sessions counts. */
  openSessions(): number;
  /** In front of the server: answers itself, and says so by true. */
  intercept: ((request: IncomingMessage, response: ServerResponse) => boolean) | null;
  answer(call: { name: string; arguments: unknown }): CallToolResult | Promise<CallToolResult>;
  close(): Promise<void>;
}

/**
 * An MCP server of the official SDK over real HTTP. `sessions`: of the revisions until 2025, with sessions; else one
 * that also speaks the 2026 revision.
 */
export async function startMcpStand(
  parts: Partial<Pick<McpStand, 'tools' | 'answer'>> & { sessions?: boolean } = {},
): Promise<McpStand> {
  const sessions = new Map<string, WebStandardStreamableHTTPServerTransport>();
  const makeServer = (): Server => {
    const server = new Server({ name: 'stand', version: '1' }, { capabilities: { tools: {} } });
    server.setRequestHandler('tools/list', () => ({ tools: stand.tools }));
    server.setRequestHandler('tools/call', async ({ params }) => {
      const call = { name: params.name, arguments: params.arguments };
      stand.calls.push(call);
      return await stand.answer(call);
    });
    return server;
  };
  const handler = createMcpHandler(makeServer);
  const bySession = async (request: Request): Promise<Response> => {
    const id = request.headers.get('mcp-session-id');
    const known = id === null ? undefined : sessions.get(id);
    if (known !== undefined) return await known.handleRequest(request);
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (session) => void sessions.set(session, transport),
      onsessionclosed: (session) => void sessions.delete(session),
    });
    await makeServer().connect(transport);
    return await transport.handleRequest(request);
  };
  const http = createServer(async (incoming, outgoing) => {
    stand.requests.push(incoming.headers);
    if (stand.intercept?.(incoming, outgoing)) return;
    const request = await webRequest(incoming);
    const response = await (parts.sessions ? bySession(request) : handler.fetch(request));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    if (response.body !== null) for await (const piece of response.body) outgoing.write(piece);
    outgoing.end();
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  // A server that listens on TCP has such an address.
  const { port } = http.address() as AddressInfo;
  const stand: McpStand = {
    url: `http://127.0.0.1:${port}/mcp`,
    place: `127.0.0.1:${port}`,
    tools: parts.tools ?? [searchTool],
    calls: [],
    requests: [],
    openSessions: () => sessions.size,
    intercept: null,
    answer: parts.answer ?? (({ name }) => ({ content: [{ type: 'text', text: `${name} is done` }] })),
    async close() {
      http.closeAllConnections();
      http.close();
      await handler.close();
    },
  };
  return stand;
}

export const searchTool: Tool = {
  name: 'search',
  description: 'Searches the handbook.',
  inputSchema: {
    type: 'object',
    properties: { query: { type: 'string', description: 'What to look for.' } },
    required: ['query'],
  },
};

async function webRequest(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const { method = 'GET' } = incoming;
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
  return new Request(`http://${incoming.headers.host}${incoming.url}`, {
    method,
    headers,
    ...(method === 'GET' || method === 'HEAD' ? {} : { body: Buffer.concat(chunks) }),
  });
}
