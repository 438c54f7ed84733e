import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JsonValue } from '@agent-factory/spec';
import { createEgressClient, type EgressClient } from '../../egress/egress-client.ts';
import { toolCallOptions } from '../../testing/memory-ports.ts';
import { createBuiltinTools } from '../builtin-tools.ts';
import type { ConnectionSecrets, SecretFields, ToolConnectionKind } from '../connection-secrets.ts';
import type { ToolPorts } from '../tool.ts';

/** What a vendor was asked. */
export interface SeenRequest {
  method: string;
  /** Path and query. */
  url: URL;
  headers: IncomingHttpHeaders;
  body: string;
}

/** How a vendor answers; `body` goes out as JSON unless it is a text. `never` leaves the caller waiting. */
export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: JsonValue;
  never?: boolean;
  reset?: boolean;
}

/** A local HTTP server in place of a vendor's, and an egress client that may reach it alone. */
export class VendorServer {
  readonly requests: SeenRequest[] = [];
  /** Taken one a request, the last one for good. */
  answers: Answer[] = [{ status: 404 }];
  readonly #server: Server;
  readonly egress: EgressClient;
  readonly origin: string;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.origin = `http://127.0.0.1:${port}`;
    const egress = createEgressClient({ allowPrivate: [`127.0.0.1:${port}`] });
    // Wikipedia has no address of one's own that could be named.
    const here = (url: string) => url.replace(/^https:\/\/[a-z-]+\.wikipedia\.org/, this.origin);
    this.egress = {
      ...egress,
      request: (input) => egress.request({ ...input, url: here(input.url) }),
    };
    server.on('request', async (request, response) => {
      let body = '';
      for await (const piece of request) body += piece;
      this.requests.push({
        method: request.method ?? '',
        url: new URL(request.url ?? '/', this.origin),
        headers: request.headers,
        body,
      });
      const answer = (this.answers.length > 1 ? this.answers.shift() : this.answers[0]) ?? {};
      if (answer.never === true) return;
      if (answer.reset === true) {
        response.socket?.resetAndDestroy();
        return;
      }
      const isText = typeof answer.body === 'string';
      response.writeHead(answer.status ?? 200, {
        'content-type': isText ? 'text/html' : 'application/json',
        ...answer.headers,
      });
      response.end(isText || answer.body === undefined ? (answer.body ?? '') : JSON.stringify(answer.body));
    });
  }

  static async start(): Promise<VendorServer> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    // A server that listens on TCP has such an address.
    return new VendorServer(server, (server.address() as AddressInfo).port);
  }

  answer(...answers: Answer[]): void {
    this.requests.splice(0);
    this.answers = answers;
  }

  /** The tools of a team that has connected everything here, with `canary` as each token. */
  tools(canary: string, ports: Partial<ToolPorts> = {}) {
    const port = createBuiltinTools({
      clock: { now: () => Date.parse('2026-01-01T00:00:00Z') },
      egress: this.egress,
      secrets: connections(this.origin, canary),
      ...ports,
    });
    return (name: string, input: Record<string, unknown>, signal = new AbortController().signal) =>
      port.call(name, input, toolCallOptions({ signal, idempotencyKey: 'run/1/call' }));
  }

  async close(): Promise<void> {
    await this.egress.close();
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

export function connections(origin: string, token: string): ConnectionSecrets {
  return fieldsOf({
    github: { base_url: origin, token },
    slack: { base_url: `${origin}/api`, token },
    jira: { base_url: `${origin}/`, email: 'me@example.com', token },
    tavily: { base_url: origin, token },
  });
}

export function fieldsOf(known: Partial<Record<ToolConnectionKind, SecretFields>>): ConnectionSecrets {
  return { fields: async (kind) => known[kind] ?? null };
}
